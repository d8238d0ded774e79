package dev.pluginswap.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pluginswap.testing.PluginJars;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Maven repository over HTTP, on a port of its own. */
final class MavenServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** By path below the root. */
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** Paths that were asked for. */
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private final CountDownLatch closing = new CountDownLatch(1);

  /** The value of the header Authorization without which nothing is served; null for none. */
  private volatile @Nullable String authorization;

  /** What is never answered; null for nothing. */
  private volatile @Nullable String stalled;

  private MavenServer(HttpServer server) {
    this.server = server;
  }

  static MavenServer start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    MavenServer server = new MavenServer(http);
    http.createContext("/", server::answer);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/maven";
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  void require(String authorizationHeader) {
    authorization = authorizationHeader;
  }

  void stall(String path) {
    stalled = path;
  }

  /** Serves a file, with its checksum. */
  MavenServer file(String path, byte[] content) {
    files.put("/maven/" + path, content);
    return checksum(path, HexFormat.of().formatHex(sha1(content)));
  }

  /** Serves another checksum for a file. */
  MavenServer checksum(String path, String sha1) {
    files.put("/maven/" + path + ".sha1", sha1.getBytes(UTF_8));
    return this;
  }

  MavenServer withoutChecksum(String path) {
    files.remove("/maven/" + path + ".sha1");
    return this;
  }

  /** The POM of a jar without dependencies. */
  MavenServer pom(String coordinates) {
    return pom(coordinates, "");
  }

  /** A POM with these elements in it. */
  MavenServer pom(String coordinates, String elements) {
    String[] parts = coordinates.split(":", -1);
    return file(
        path(coordinates, ".pom"),
        """
        <project><modelVersion>4.0.0</modelVersion>
        <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</project>
        """
            .formatted(parts[0], parts[1], parts[2], elements)
            .getBytes(UTF_8));
  }

  /** A jar with a POM, and a class file of no use in each of the packages. */
  MavenServer jar(String coordinates, String elements, String... packages) {
    Map<String, byte[]> entries = new TreeMap<>();
    for (String each : packages) {
      entries.put(each.replace('.', '/') + "/Some.class", coordinates.getBytes(UTF_8));
    }
    entries.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n\n".getBytes(UTF_8));
    return pom(coordinates, elements).file(path(coordinates, ".jar"), PluginJars.bytes(entries));
  }

  MavenServer metadata(String artifact, String latest, String release, String... versions) {
    String list =
        Arrays.stream(versions)
            .map(each -> "<version>" + each + "</version>")
            .collect(Collectors.joining());
    String[] parts = artifact.split(":", -1);
    return file(
        "%s/%s/maven-metadata.xml".formatted(parts[0].replace('.', '/'), parts[1]),
        """
        <metadata><groupId>%s</groupId><artifactId>%s</artifactId><versioning>
        <latest>%s</latest><release>%s</release><versions>%s</versions>
        <lastUpdated>20260101000000</lastUpdated></versioning></metadata>
        """
            .formatted(parts[0], parts[1], latest, release, list)
            .getBytes(UTF_8));
  }

  /** A {@code <dependency>}, with what else is to be in it. */
  static String needs(String coordinates, String elements) {
    String[] parts = coordinates.split(":", -1);
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>"
        .formatted(parts[0], parts[1], parts[2], elements);
  }

  static String dependencies(String... each) {
    return "<dependencies>" + String.join("", each) + "</dependencies>";
  }

  /** {@code g:a:1:c} and {@code .jar} as {@code g/a/1/a-1-c.jar}. */
  static String path(String coordinates, String suffix) {
    String[] parts = coordinates.split(":", -1);
    return "%s/%s/%s/%s-%s%s%s"
        .formatted(
            parts[0].replace('.', '/'),
            parts[1],
            parts[2],
            parts[1],
            parts[2],
            parts.length > 3 ? "-" + parts[3] : "",
            suffix);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(path);
    String required = authorization;
    String stall = stalled;
    byte[] content = files.get(path);
    try (exchange) {
      if (stall != null && path.endsWith(stall)) {
        closing.await();
      } else if (required != null
          && !required.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (content == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] sha1(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
