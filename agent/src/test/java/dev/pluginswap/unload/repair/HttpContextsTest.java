package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.pluginswap.unload.walk.Leftover;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpContextsTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  private static int status(HttpServer server, String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setReadTimeout(20_000);
    return connection.getResponseCode();
  }

  private static HttpHandler answering(int status) {
    return exchange -> {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  @Test
  void thePluginsContextGoesAndTheHostsServerGoesOn() throws Exception {
    HttpServer hosts = server();
    hosts.createContext("/host", answering(204));
    hosts.createContext("/plugin", plugin.object(HttpHandler.class));
    hosts.createContext("/next", next.object(HttpHandler.class));
    hosts.start();
    Application.held = hosts;
    try {
      assertThat(Application.repair(new HttpContexts(), plugin))
          .containsExactly(
              "took the context /plugin, served by com.acme.greeter.HttpHandlerImpl, off the HTTP"
                  + " server "
                  + hosts.getAddress());
      assertThat(Application.holders(plugin, "http")).isEmpty();
      assertThat(Application.holders(next, "http")).isNotEmpty();
      assertThat(status(hosts, "/host")).isEqualTo(204);
      assertThat(status(hosts, "/plugin")).isEqualTo(404);
    } finally {
      hosts.stop(0);
    }
  }

  @Test
  void aServerOfTheHostWithNothingLeftGoesOn() throws Exception {
    HttpServer hosts = server();
    hosts.createContext("/plugin", plugin.object(HttpHandler.class));
    hosts.start();
    Application.held = hosts;
    try {
      assertThat(Application.repair(new HttpContexts(), plugin)).hasSize(1);
      hosts.createContext("/later", answering(204));
      assertThat(status(hosts, "/later")).isEqualTo(204);
    } finally {
      hosts.stop(0);
    }
  }

  @Test
  void aServerThatOnlyThePluginHoldsIsStopped() throws Exception {
    HttpServer own = server();
    own.createContext("/plugin", plugin.object(HttpHandler.class));
    own.start();
    assertThat(Application.repair(new HttpContexts(), plugin))
        .anySatisfy(said -> assertThat(said).startsWith("stopped the HTTP server /127.0.0.1:"));
    assertThat(Application.holders(plugin, "HttpHandlerImpl")).isEmpty();
    assertThatThrownBy(() -> status(own, "/plugin")).isInstanceOf(IOException.class);
  }

  @Test
  void aFilterOfThePluginBeforeAHandlerOfTheHostStays() throws Exception {
    HttpServer hosts = server();
    hosts
        .createContext("/host", answering(204))
        .getFilters()
        .add(plugin.object(com.sun.net.httpserver.Filter.class));
    Application.held = hosts;
    assertThat(Application.repair(new HttpContexts(), plugin)).isEmpty();
    assertThat(Application.holders(plugin, "FilterImpl")).isNotEmpty();
    hosts.stop(0);
  }
}
