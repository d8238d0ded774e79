package dev.pluginswap.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a stand-in that knows one repository, as GitHub and as Gitea answer. */
final class ForgeSourceTest {

  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
  private static final byte[] BODY = {1, 2, 3};

  @TempDir Path directory;
  private Fetches fetches;

  @BeforeEach
  void begin() {
    fetches = new Fetches(directory);
  }

  private static RawServer github(RawServer codeload) throws Exception {
    return new RawServer(
        (request, answer) -> {
          String commit = "{\"sha\": \"%s\"}".formatted(SHA);
          switch (request.target()) {
            case "/repos/acme/greeter/git/ref/tags/v1.0",
                "/repos/acme/greeter/git/ref/tags/rel/2%20x" ->
                answer.whole(200, "{}".getBytes(UTF_8));
            case "/repos/acme/greeter/commits/main", "/repos/acme/greeter/commits/0123456" ->
                answer.whole(200, commit.getBytes(UTF_8));
            case "/repos/acme/greeter/zipball/refs/tags/v1.0",
                "/repos/acme/greeter/zipball/refs/tags/rel/2%20x",
                "/repos/acme/greeter/zipball/main",
                "/repos/acme/greeter/zipball",
                "/repos/acme/greeter/zipball/" + SHA ->
                answer.whole(
                    302,
                    new byte[0],
                    "Location: " + codeload.url("/zip?token=SECRETSECRETSECRET12345"));
            default -> answer.whole(404, "{}".getBytes(UTF_8));
          }
        });
  }

  private Source source(String base, boolean allowUnpinned, String token) {
    SourceSettings settings = fetches.github(URI.create(base), allowUnpinned, token);
    return new ForgeSource(new Web(settings), settings, fetches.timing);
  }

  @ParameterizedTest
  @CsvSource({
    "github://acme/greeter#v1.0, greeter-v1.0.zip",
    "github:acme/greeter.git#v1.0, greeter-v1.0.zip",
    "github://acme/greeter#rel/2 x, greeter-rel-2 x.zip",
    "github://acme/greeter#0123456, greeter-0123456.zip",
    "github://acme/greeter#0123456789abcdef0123456789abcdef01234567, greeter-0123456789abcdef0123456789abcdef01234567.zip"
  })
  void aTagOrACommitIsFetched(String source, String name) throws Exception {
    try (RawServer codeload = new RawServer((request, answer) -> answer.whole(200, BODY));
        RawServer github = github(codeload)) {
      Fetched fetched = source(github.url(""), false, "t0ken").fetch(fetches.request(source));
      assertThat(Files.readAllBytes(fetched.artifact())).isEqualTo(BODY);
      assertThat(fetched.form()).isEqualTo(Fetched.Form.IN_TOP_DIRECTORY);
      assertThat(fetched.fileName()).isEqualTo(name);
      assertThat(fetched.sha256()).isEqualTo(Digest.ofBytes(BODY).hex());
      assertThat(fetched.toString()).doesNotContain("SECRET").doesNotContain("t0ken");
      assertThat(github.requests)
          .extracting(r -> r.header("Authorization"))
          .containsOnly("Bearer t0ken");
      assertThat(codeload.requests).extracting(r -> r.header("Authorization")).containsOnlyNulls();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"github://acme/greeter", "github://acme/greeter#main"})
  void whatIsNotPinnedIsRefusedUnlessAllowed(String source) throws Exception {
    try (RawServer codeload = new RawServer((request, answer) -> answer.whole(200, BODY));
        RawServer github = github(codeload)) {
      Problem problem = fetches.refusal(source(github.url("/"), false, null), source);
      assertThat(problem.code()).isEqualTo("source-unpinned");
      assertThat(problem.cure()).contains("allowUnpinned=true");
      assertThat(codeload.requests).isEmpty();

      Source allowing = source(github.url("/"), true, null);
      assertThat(allowing.fetch(fetches.request(source)).sha256())
          .isEqualTo(Digest.ofBytes(BODY).hex());
    }
  }

  @Test
  void anUnknownRefIsSaid() throws Exception {
    try (RawServer codeload = new RawServer((request, answer) -> answer.whole(200, BODY));
        RawServer github = github(codeload)) {
      Problem problem =
          fetches.refusal(source(github.url(""), true, null), "github://acme/greeter#v9");
      assertThat(problem.code()).isEqualTo("ref-unknown");
      assertThat(problem.cure()).contains("githubTokenFile");
    }
  }

  @Test
  void aPrivateRepositoryWantsAToken() throws Exception {
    try (RawServer github =
        new RawServer((request, answer) -> answer.whole(403, "{}".getBytes(UTF_8)))) {
      Problem problem =
          fetches.refusal(source(github.url(""), true, null), "github://acme/greeter#v9");
      assertThat(problem.code()).isEqualTo("http-status");
      assertThat(problem.cure()).contains("GITHUB_TOKEN");
    }
  }

  @Test
  void giteaIsKnownByItsAddress() throws Exception {
    try (RawServer gitea =
        new RawServer(
            (request, answer) -> {
              switch (request.target()) {
                case "/api/v1/repos/acme/greeter/tags/v1.0" ->
                    answer.whole(200, "{}".getBytes(UTF_8));
                case "/api/v1/repos/acme/greeter/archive/v1.0.zip" -> answer.whole(200, BODY);
                default -> answer.whole(404, "{}".getBytes(UTF_8));
              }
            })) {
      Fetched fetched =
          source(gitea.url("/api/v1"), false, "t0ken")
              .fetch(fetches.request("github://acme/greeter#v1.0"));
      assertThat(fetched.sha256()).isEqualTo(Digest.ofBytes(BODY).hex());
      assertThat(gitea.requests)
          .extracting(r -> r.header("Authorization"))
          .containsOnly("token t0ken");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "github:",
        "github://acme",
        "github://acme/a/b#v1",
        "github://../..#v1",
        "github://acme/greeter#../../x",
        "github://acme/greeter#a?b"
      })
  void whatIsNoRepositoryIsRefused(String source) {
    assertThat(fetches.refusal(source("http://127.0.0.1:1", true, null), source).code())
        .isEqualTo("source-bad-url");
  }
}
