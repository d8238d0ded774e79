package dev.pluginswap.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a stand-in that speaks the distribution specification's pull. */
final class OciSourceTest {

  private static final byte[] BODY = "a bundle".getBytes(UTF_8);
  private static final String BLOB = "sha256:" + Digest.ofBytes(BODY).hex();
  private static final String OTHER = "sha256:" + Digest.ofBytes(new byte[] {7}).hex();
  private static final String TYPE = "Content-Type: application/vnd.oci.image.manifest.v1+json";

  @TempDir Path directory;
  private Fetches fetches;

  /** By tag or digest. */
  private final Map<String, byte[]> manifests = new HashMap<>();

  private final Map<String, byte[]> blobs = new HashMap<>(Map.of(BLOB, BODY));

  /** Null for none. */
  private String challenge;

  private String token;

  @BeforeEach
  void begin() {
    fetches = new Fetches(directory);
    fetches.settings = fetches.docker(directory.resolve("config.json"));
    push("1.0", artifact(layer(BLOB, "greeter-1.0.zip")));
  }

  private static String layer(String digest, String title) {
    String annotations =
        title == null
            ? ""
            : ", \"annotations\": {\"org.opencontainers.image.title\": \"%s\"}".formatted(title);
    return "{\"mediaType\": \"application/zip\", \"digest\": \"%s\", \"size\": %d%s}"
        .formatted(digest, BODY.length, annotations);
  }

  private static String artifact(String... layers) {
    return "{\"schemaVersion\": 2, \"artifactType\": \"application/vnd.acme.bundle\", \"config\":"
        + " {\"mediaType\": \"application/vnd.oci.empty.v1+json\"}, \"layers\": ["
        + String.join(", ", layers)
        + "]}";
  }

  private String push(String tag, String manifest) {
    byte[] bytes = manifest.getBytes(UTF_8);
    String digest = "sha256:" + Digest.ofBytes(bytes).hex();
    manifests.put(tag, bytes);
    manifests.put(digest, bytes);
    return digest;
  }

  private RawServer registry() throws Exception {
    return new RawServer(
        (request, answer) -> {
          String path = request.target();
          if (path.startsWith("/token?")) {
            assertThat(path)
                .isEqualTo("/token?service=reg&scope=repository%3Aacme%2Fgreeter%3Apull");
            boolean known =
                WebUrl.basic("ada:secret").equals(request.header("Authorization"))
                    || token.equals("anonymous");
            answer.whole(known ? 200 : 401, "{\"token\": \"%s\"}".formatted(token).getBytes(UTF_8));
            return;
          }
          if (challenge != null
              && !("Bearer " + token).equals(request.header("Authorization"))
              && !WebUrl.basic("ada:secret").equals(request.header("Authorization"))) {
            answer.whole(401, new byte[0], "WWW-Authenticate: " + challenge);
            return;
          }
          String manifest = path.replaceFirst("^/v2/acme/greeter/manifests/", "");
          String blob = path.replaceFirst("^/v2/acme/greeter/blobs/", "");
          if (manifests.containsKey(manifest)) {
            assertThat(request.header("Accept")).contains("vnd.oci.image.manifest.v1+json");
            answer.whole(200, manifests.get(manifest), TYPE);
          } else if (blobs.containsKey(blob)) {
            answer.whole(200, blobs.get(blob));
          } else {
            answer.whole(404, "{}".getBytes(UTF_8));
          }
        });
  }

  private Source source() {
    return new OciSource(new Web(fetches.settings), fetches.settings, fetches.timing);
  }

  private Fetched pull(RawServer server, String rest) throws Exception {
    return source().fetch(fetches.request("oci://" + server.authority() + "/acme/greeter" + rest));
  }

  private Problem refusal(RawServer server, String rest) {
    return fetches.refusal(source(), "oci://" + server.authority() + "/acme/greeter" + rest);
  }

  @Test
  void aTagAndADigestLeadToTheBundle() throws Exception {
    String digest = push("2.0", artifact(layer(BLOB, "x/greeter-2.0.jar")));
    try (RawServer server = registry()) {
      Fetched tagged = pull(server, ":1.0");
      assertThat(Files.readAllBytes(tagged.artifact())).isEqualTo(BODY);
      assertThat(tagged.fileName()).isEqualTo("greeter-1.0.zip");
      assertThat(tagged.sha256()).isEqualTo(Digest.ofBytes(BODY).hex());
      assertThat(pull(server, "@" + digest).fileName()).isEqualTo("greeter-2.0.jar");
      assertThat(pull(server, ":1.0@" + digest).fileName()).isEqualTo("greeter-2.0.jar");
    }
  }

  @Test
  void theOneLayerNeedsNoTitleAndOneOfSeveralDoes() throws Exception {
    push("plain", artifact(layer(BLOB, null)));
    push("docs", artifact(layer(OTHER, "README.md"), layer(BLOB, "greeter.tar.gz")));
    push("two", artifact(layer(BLOB, "a.zip"), layer(BLOB, "b.zip")));
    push("none", artifact(layer(BLOB, "a.txt"), layer(BLOB, "b.txt")));
    push("empty", artifact());
    try (RawServer server = registry()) {
      assertThat(pull(server, ":plain").fileName()).isEqualTo("greeter-plain");
      assertThat(pull(server, ":docs").fileName()).isEqualTo("greeter.tar.gz");
      assertThat(refusal(server, ":two").what()).contains("[a.zip, b.zip]");
      assertThat(refusal(server, ":none").code()).isEqualTo("oci-not-a-bundle");
      assertThat(refusal(server, ":empty").what()).contains("none of its 0 layers");
    }
  }

  @Test
  void anIndexOfOneIsFollowedAndAnyOtherRefused() throws Exception {
    String digest = push("x", artifact(layer(BLOB, "a.zip")));
    String entry = "{\"digest\": \"%s\", \"size\": 1}".formatted(digest);
    push("one", "{\"schemaVersion\": 2, \"manifests\": [" + entry + "]}");
    push("two", "{\"schemaVersion\": 2, \"manifests\": [" + entry + "," + entry + "]}");
    try (RawServer server = registry()) {
      assertThat(pull(server, ":one").fileName()).isEqualTo("a.zip");
      assertThat(refusal(server, ":two").code()).isEqualTo("oci-index");
    }
  }

  @Test
  void aContainerImageIsNoBundle() throws Exception {
    push(
        "image",
        "{\"config\": {\"mediaType\": \"application/vnd.oci.image.config.v1+json\"}, \"layers\": ["
            + layer(BLOB, null)
            + "]}");
    try (RawServer server = registry()) {
      assertThat(refusal(server, ":image").what()).isEqualTo("it is a container image");
    }
  }

  @Test
  void whatIsNotWhatWasAskedForIsRefused() throws Exception {
    String digest = push("y", artifact(layer(OTHER, "a.zip")));
    blobs.put(OTHER, BODY);
    manifests.put(BLOB, manifests.get("1.0"));
    try (RawServer server = registry()) {
      assertThat(refusal(server, "@" + digest).code()).isEqualTo("digest-mismatch");
      assertThat(refusal(server, "@" + BLOB).code()).isEqualTo("digest-mismatch");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"layers\": [{\"digest\": \"md5:1\"}]}",
        "{\"a\": 1, \"a\": 2}",
        "{} {}"
      })
  void aDamagedManifestIsRefused(String manifest) throws Exception {
    push("bad", manifest);
    try (RawServer server = registry()) {
      assertThat(refusal(server, ":bad").code()).isEqualTo("oci-manifest-damaged");
    }
  }

  private void login(String auths) throws Exception {
    Files.writeString(directory.resolve("config.json"), "{\"auths\": {" + auths + "}}");
  }

  private static String auth(String user) {
    return "{\"auth\": \"%s\"}".formatted(Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
  }

  @Test
  void aTokenIsAskedForWhereTheRegistrySays() throws Exception {
    token = "tok-1";
    try (RawServer server = registry()) {
      challenge =
          "Bearer realm=\"%s\",service=\"reg\",scope=\"repository:acme/greeter:pull\""
              .formatted(server.url("/token"));
      Problem nobody = refusal(server, ":1.0");
      assertThat(nobody.what()).contains("status 401");
      assertThat(nobody.cure()).contains("docker login");

      login("\"https://%s/v1/\": %s".formatted(server.authority(), auth("ada:secret")));
      Fetched fetched = pull(server, ":1.0");
      assertThat(fetched.sha256()).isEqualTo(Digest.ofBytes(BODY).hex());
      assertThat(fetched.toString()).doesNotContain("secret").doesNotContain("tok-1");

      Files.delete(directory.resolve("config.json"));
      token = "anonymous"; // as public repositories have it
      assertThat(pull(server, ":1.0").sha256()).isEqualTo(Digest.ofBytes(BODY).hex());
    }
  }

  @Test
  void aRegistryMayWantAPassword() throws Exception {
    challenge = "Basic realm=\"x\"";
    try (RawServer server = registry()) {
      assertThat(refusal(server, ":1.0").code()).isEqualTo("registry-login");
      login(
          "\"%s\": {\"username\": \"ada\", \"password\": \"secret\"}"
              .formatted(server.authority()));
      assertThat(pull(server, ":1.0").sha256()).isEqualTo(Digest.ofBytes(BODY).hex());
      Files.writeString(directory.resolve("config.json"), "secret");
      Problem damaged = refusal(server, ":1.0");
      assertThat(damaged.code()).isEqualTo("docker-config-damaged");
      assertThat(damaged.toString()).doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oci:",
        "oci://host",
        "oci://host/repo",
        "oci://host/Repo:1",
        "oci://host/../x:1",
        "oci://u:p@host/repo:1",
        "oci://host/repo@sha512:00",
        "oci://host/repo:1?x=y"
      })
  void whatIsNoReferenceIsRefused(String source) {
    Problem problem = fetches.refusal(source(), source);
    assertThat(problem.code()).isEqualTo("source-bad-url");
    assertThat(problem.toString()).doesNotContain("u:p");
  }

  @Test
  void onlyARegistryOfThisMachineMayDoWithoutTls() throws Exception {
    assertThat(OciReference.parse("oci://localhost:5000/a:1").root(true))
        .isEqualTo("http://localhost:5000/v2/a");
    assertThat(OciReference.parse("oci://localhost:5000/a:1").root(false)).startsWith("https:");
    assertThat(OciReference.parse("oci://127.0.0.1.evil.org/a:1").root(true)).startsWith("https:");
    assertThat(OciReference.parse("oci://docker.io/acme/a:1").root(true))
        .isEqualTo("https://registry-1.docker.io/v2/acme/a");
  }
}
