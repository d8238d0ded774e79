package dev.pluginswap.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pluginswap.bundle.Digest;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real registry: Debian's package {@code docker-registry}, where it is installed (or where {@code
 * docker.registry} says that it is).
 */
class OciRegistryIT {

  private static final byte[] BODY = "not quite a bundle".getBytes(UTF_8);

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private Process registry;
  private String authority;

  private static Optional<Path> program() {
    String given = System.getProperty("docker.registry");
    if (given != null) {
      return Optional.of(Path.of(given));
    }
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(path -> Path.of(path).resolve("docker-registry"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @BeforeEach
  void start() throws Exception {
    Optional<Path> program = program();
    assumeThat(program).as("docker-registry is installed").isPresent();
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    authority = "127.0.0.1:" + port;
    Path config = directory.resolve("config.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        storage:
          filesystem:
            rootdirectory: %s
        http:
          addr: %s
        """
            .formatted(directory.resolve("storage"), authority));
    registry =
        new ProcessBuilder(program.orElseThrow().toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("registry.log").toFile())
            .start();
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!answers()) {
      assertThat(System.nanoTime()).as("the registry answers").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @AfterEach
  void end() throws Exception {
    if (registry != null) {
      registry.destroyForcibly().waitFor();
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(URI.create("http://" + authority + "/v2/"))).statusCode()
          == 200;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String pushBlob(byte[] blob) throws Exception {
    String digest = "sha256:" + Digest.ofBytes(blob).hex();
    HttpResponse<String> begun =
        send(
            HttpRequest.newBuilder(
                    URI.create("http://" + authority + "/v2/acme/greeter/blobs/uploads/"))
                .POST(HttpRequest.BodyPublishers.noBody()));
    String location = begun.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> put =
        send(
            HttpRequest.newBuilder(
                    URI.create(
                        location + (location.contains("?") ? "&" : "?") + "digest=" + digest))
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(blob)));
    assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
    return digest;
  }

  @Test
  void anArtifactIsPulledByItsTagAndByItsDigest() throws Exception {
    String type = "application/vnd.oci.image.manifest.v1+json";
    String config = pushBlob("{}".getBytes(UTF_8));
    String layer = pushBlob(BODY);
    String manifest =
        """
        {"schemaVersion": 2, "mediaType": "%s",
         "config": {"mediaType": "application/vnd.unknown.config.v1+json", "digest": "%s", "size": 2},
         "layers": [{"mediaType": "application/zip", "digest": "%s", "size": %d,
           "annotations": {"org.opencontainers.image.title": "greeter-1.0.0.zip"}}]}
        """
            .formatted(type, config, layer, BODY.length);
    HttpResponse<String> pushed =
        send(
            HttpRequest.newBuilder(
                    URI.create("http://" + authority + "/v2/acme/greeter/manifests/1.0.0"))
                .header("Content-Type", type)
                .PUT(HttpRequest.BodyPublishers.ofString(manifest)));
    assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);

    Fetches fetches = new Fetches(directory);
    Source source = new OciSource(new Web(fetches.settings), fetches.settings, fetches.timing);
    String digest = "@sha256:" + Digest.ofBytes(manifest.getBytes(UTF_8)).hex();
    for (String version : List.of(":1.0.0", digest)) {
      Fetched fetched =
          source.fetch(fetches.request("oci://" + authority + "/acme/greeter" + version));
      assertThat(Files.readAllBytes(fetched.artifact())).isEqualTo(BODY);
      assertThat(fetched.fileName()).isEqualTo("greeter-1.0.0.zip");
    }
    assertThat(fetches.refusal(source, "oci://" + authority + "/acme/greeter:2.0").what())
        .contains("status 404");
  }
}
