package com.acme.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.api.Greeter;
import dev.pluginswap.api.ServiceUnavailableException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import org.h2.Driver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkspaceServerTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private Greeter greeter = name -> "Hello, " + name + " (greeter 1.0.0, greeting 1)";
  private WorkspaceServer server;

  @BeforeEach
  void start() throws IOException {
    server = WorkspaceServer.start(0, name -> greeter.greet(name), new Driver());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRequestIsAnsweredByTheGreeter() throws Exception {
    HttpResponse<String> answer = get("/greet?name=Ada%20L.");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("Hello, Ada L. (greeter 1.0.0, greeting 1)\n");
  }

  @Test
  void theDriverTellsItsVersion() throws Exception {
    HttpResponse<String> answer = get("/h2");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("2.3.232");
  }

  @Test
  void noProviderYetIsA503AndNoFailure() throws Exception {
    greeter =
        name -> {
          throw new ServiceUnavailableException("no plugin provides Greeter");
        };

    assertThat(get("/greet").statusCode()).isEqualTo(503);
    assertThat(stats()).containsEntry("requests.failed", "0");
  }

  @Test
  void whateverAPluginThrowsIsA500AndAFailure() throws Exception {
    greeter =
        name -> {
          throw new NoClassDefFoundError("com/acme/greeter/Words");
        };

    assertThat(get("/greet").statusCode()).isEqualTo(500);
    assertThat(stats())
        .containsEntry("requests.failed", "1")
        .containsEntry(
            "requests.firstFailure", "java.lang.NoClassDefFoundError: com/acme/greeter/Words");
  }

  @Test
  void theStatsNameAllVersionsSeen() throws Exception {
    get("/greet");
    greeter = name -> "Hello (greeter 2.0.0, greeting 2)";
    get("/greet");
    get("/h2");

    Properties stats = stats();
    assertThat(stats).containsEntry("requests.made", "3");
    assertThat(stats.getProperty("requests.versions"))
        .startsWith("greeter 1.0.0,greeter 2.0.0,h2 2.3.232");
  }

  @Test
  void aLapEndsWhenItIsRead() throws Exception {
    server.directCalls().succeeded("1.0.0", 5_000_000);

    assertThat(get("/lap").body()).isEqualTo("5000\n");
    assertThat(get("/lap").body()).isEqualTo("0\n");
    assertThat(stats()).containsEntry("direct.worstMicros", "5000");
  }

  private Properties stats() throws Exception {
    Properties stats = new Properties();
    stats.load(new StringReader(get("/stats").body()));
    return stats;
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://localhost:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
