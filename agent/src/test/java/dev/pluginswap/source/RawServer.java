package dev.pluginswap.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;

/**
 * An HTTP server that writes to the socket whatever a test tells it, right or wrong; one request a
 * connection.
 */
public final class RawServer implements AutoCloseable {

  /** What is done for a request. */
  @FunctionalInterface
  public interface Script {
    void serve(Request request, Answer answer) throws Exception;
  }

  /**
   * What was asked.
   *
   * @param target as in the request line
   * @param headers by lower-case names
   */
  public record Request(String target, Map<String, String> headers) {
    /** A header; null if it did not come. */
    public String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  private final ServerSocket socket;
  private final String scheme;
  private final Script script;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** In the order in which they came. */
  public final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What went wrong in scripts, but for connections that the client has closed. */
  final List<Throwable> failures = new CopyOnWriteArrayList<>();

  public RawServer(Script script) throws IOException {
    this(ServerSocketFactory.getDefault(), "http", script);
  }

  public RawServer(ServerSocketFactory sockets, String scheme, Script script) throws IOException {
    this.socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.scheme = scheme;
    this.script = script;
    start("accepts", this::accept);
  }

  /** The URL of a path, with its leading slash. */
  public String url(String path) {
    return scheme + "://" + authority() + path;
  }

  public String authority() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** How often something was asked. */
  int count() {
    return requests.size();
  }

  private void start(String what, Runnable work) {
    Thread thread = new Thread(work, "raw server " + what);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        open.add(connection);
        start("serves", () -> serve(connection));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          failures.add(e);
        }
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Request request = read(connection.getInputStream());
      if (request != null) {
        requests.add(request);
        script.serve(request, new Answer(connection));
      }
    } catch (IOException e) {
      // The client has had enough: that is its right.
    } catch (Exception | Error e) {
      failures.add(e);
    } finally {
      open.remove(connection);
    }
  }

  private static Request read(InputStream stream) throws IOException {
    BufferedInputStream in = new BufferedInputStream(stream);
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Request(first.split(" ", -1)[1], headers);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Writes to one connection. */
  public final class Answer {

    private final Socket connection;
    private final OutputStream out;

    private Answer(Socket connection) throws IOException {
      this.connection = connection;
      this.out = connection.getOutputStream();
    }

    /** The status line and headers. */
    public Answer head(int status, String... headers) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " So\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      return raw(head.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1));
    }

    /** Bytes as they are. */
    public Answer raw(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      return this;
    }

    /** A part of the bytes. */
    public Answer raw(byte[] bytes, int from, int to) throws IOException {
      out.write(bytes, from, to - from);
      out.flush();
      return this;
    }

    /** All of it, as it should be. */
    public void whole(int status, byte[] body, String... headers) throws IOException {
      List<String> all = new java.util.ArrayList<>(List.of(headers));
      all.add("Content-Length: " + body.length);
      head(status, all.toArray(String[]::new)).raw(body);
    }

    /** Resets the connection. */
    public void drop() throws IOException {
      connection.setSoLinger(true, 0);
      connection.close();
    }

    /** Says nothing more until the client or the test has had enough. */
    public void stall() throws Exception {
      if (connection.getInputStream().read() < 0) {
        return;
      }
      closed.await();
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("a script failed", failures.get(0));
    }
  }
}
