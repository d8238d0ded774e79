package com.acme.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.acme.api.Greeter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pluginswap.api.ServiceUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The server, on the loopback interface alone.
 *
 * <ul>
 *   <li>{@code GET /greet?name=Ada}: what the greeter says; 503 while there is none
 *   <li>{@code GET /h2}: which H2 the JDBC driver brings; 503 while there is none
 *   <li>{@code GET /stats}: calls made and failed, the longest call, versions seen; of the direct
 *       callers ({@code direct.}) and of the requests ({@code requests.})
 *   <li>{@code GET /lap}: the longest direct call since the last lap, in microseconds
 * </ul>
 */
final class WorkspaceServer implements AutoCloseable {

  private static final int THREADS = 16;

  private final HttpServer server;
  private final ExecutorService threads;
  private final CallStats direct = new CallStats();
  private final CallStats requests = new CallStats();

  private WorkspaceServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  static WorkspaceServer start(int port, Greeter greeter, Driver h2) throws IOException {
    // Without it every answer waits 40 ms for an acknowledgement, and no pause below that is seen.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    http.setExecutor(threads);
    WorkspaceServer server = new WorkspaceServer(http, threads);
    server.serve("/greet", query -> server.greet(greeter, parameter(query, "name")));
    server.serve("/h2", query -> server.h2Version(h2));
    server.serve(
        "/stats",
        query -> server.direct.toProperties("direct.") + server.requests.toProperties("requests."));
    server.serve("/lap", query -> Long.toString(server.direct.takeWorstOfLapMicros()));
    http.start();
    return server;
  }

  int port() {
    return server.getAddress().getPort();
  }

  CallStats directCalls() {
    return direct;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private String greet(Greeter greeter, String name) {
    long begin = System.nanoTime();
    String greeting = greeter.greet(name);
    requests.succeeded("greeter " + Greeting.versionOf(greeting), System.nanoTime() - begin);
    return greeting;
  }

  private String h2Version(Driver h2) throws SQLException {
    long begin = System.nanoTime();
    String version = askH2(h2);
    requests.succeeded("h2 " + version, System.nanoTime() - begin);
    return version;
  }

  private static String askH2(Driver h2) throws SQLException {
    String url = "jdbc:h2:mem:";
    try (Connection connection = h2.connect(url, new Properties())) {
      if (connection == null) {
        throw new SQLException("the driver does not know " + url);
      }
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT H2VERSION()")) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /** Answers a query string with a text. */
  private interface Handler {
    String answer(String query) throws Exception;
  }

  private void serve(String path, Handler handler) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            answer(exchange, handler, query == null ? "" : query);
          }
        });
  }

  private void answer(HttpExchange exchange, Handler handler, String query) throws IOException {
    String text;
    int status;
    try {
      text = handler.answer(query);
      status = 200;
    } catch (ServiceUnavailableException e) {
      text = String.valueOf(e.getMessage());
      status = 503;
    } catch (Throwable e) { // a plugin that was torn apart shows as a LinkageError
      requests.failed(e);
      text = e.toString();
      status = 500;
    }
    respond(exchange, status, text);
  }

  private static void respond(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static String parameter(String query, String name) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
      }
    }
    return "stranger";
  }
}
