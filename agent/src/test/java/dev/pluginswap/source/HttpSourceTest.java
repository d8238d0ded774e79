package dev.pluginswap.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.bundle.Digest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against servers that do everything wrong that a server can do. */
final class HttpSourceTest {

  private static final byte[] BODY = bytes(300_000, 1);
  private static final byte[] OTHER = bytes(300_000, 2);
  private static final int CUT = 100_000;

  @TempDir Path directory;
  private Fetches fetches;

  private static byte[] bytes(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @BeforeEach
  void begin() {
    fetches = new Fetches(directory);
  }

  private Source source() {
    return new HttpSource(new Web(fetches.settings), fetches.settings, fetches.timing);
  }

  private Fetched fetch(String url) throws Exception {
    return source().fetch(fetches.request(url));
  }

  private Problem refusal(String url) {
    return fetches.refusal(source(), url);
  }

  private static void assertIs(Fetched fetched, byte[] body) throws Exception {
    assertThat(Files.readAllBytes(fetched.artifact())).isEqualTo(body);
    assertThat(fetched.sha256()).isEqualTo(Digest.ofBytes(body).hex());
  }

  /** A server that can resume, and drops the first connection in the middle. */
  private static RawServer.Script dropsOnce(byte[] body, String... validators) {
    AtomicBoolean dropped = new AtomicBoolean();
    return (request, answer) -> {
      String range = request.header("Range");
      if (range == null) {
        List<String> headers = new ArrayList<>(List.of(validators));
        headers.add("Content-Length: " + body.length);
        answer.head(200, headers.toArray(String[]::new));
        if (dropped.compareAndSet(false, true)) {
          answer.raw(body, 0, CUT);
          return; // the connection is closed: fewer bytes than were promised
        }
        answer.raw(body);
        return;
      }
      int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      List<String> headers = new ArrayList<>(List.of(validators));
      headers.add("Content-Range: bytes %d-%d/%d".formatted(from, body.length - 1, body.length));
      headers.add("Content-Length: " + (body.length - from));
      answer.head(206, headers.toArray(String[]::new)).raw(body, from, body.length);
    };
  }

  @Test
  void aFileIsStreamedAndHashed() throws Exception {
    List<Long> seen = new ArrayList<>();
    fetches.progress =
        (bytes, total) -> {
          assertThat(total).isEqualTo(BODY.length);
          seen.add(bytes);
        };
    try (RawServer server = new RawServer((request, answer) -> answer.whole(200, BODY))) {
      Fetched fetched = fetch(server.url("/a/greeter-1.0.0.zip?x=1"));
      assertIs(fetched, BODY);
      assertThat(fetched.fileName()).isEqualTo("greeter-1.0.0.zip");
      assertThat(fetched.origin()).isEqualTo(server.url("/a/greeter-1.0.0.zip?x=1"));
      assertThat(seen).isSorted().last().isEqualTo((long) BODY.length);
      assertThat(server.requests.get(0).target()).isEqualTo("/a/greeter-1.0.0.zip?x=1");
    }
  }

  @Test
  void theServerMayNameTheFile() throws Exception {
    try (RawServer server =
        new RawServer(
            (request, answer) ->
                answer.whole(
                    200, BODY, "Content-Disposition: attachment; filename=\"../x/h2-2.2.jar\""))) {
      assertThat(fetch(server.url("/download?id=7")).fileName()).isEqualTo("h2-2.2.jar");
      assertThat(fetch(server.url("/own.zip")).fileName()).isEqualTo("own.zip");
      assertThat(fetch(server.url("/..%2f..%2fevil.zip")).fileName()).isEqualTo("evil.zip");
    }
  }

  @Test
  void aBodyOfUnknownLengthIsTakenToItsEnd() throws Exception {
    try (RawServer server =
        new RawServer(
            (request, answer) ->
                answer
                    .head(200, "Transfer-Encoding: chunked")
                    .raw("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n".getBytes(UTF_8)))) {
      assertIs(fetch(server.url("/a")), "hello world".getBytes(UTF_8));
    }
  }

  @Test
  void aChunkedBodyThatIsCutOffIsNoBody() throws Exception {
    try (RawServer server =
        new RawServer(
            (request, answer) ->
                answer
                    .head(200, "Transfer-Encoding: chunked")
                    .raw("5\r\nhello\r\n6\r\n wo".getBytes(UTF_8)))) {
      assertThat(refusal(server.url("/a")).code()).isEqualTo("fetch-unreachable");
      assertThat(server.count()).isEqualTo(4);
    }
  }

  @Test
  void aDroppedDownloadGoesOnWhereItWas() throws Exception {
    try (RawServer server = new RawServer(dropsOnce(BODY, "ETag: \"one\""))) {
      assertIs(fetch(server.url("/a.zip")), BODY);
      assertThat(server.requests).hasSize(2);
      assertThat(server.requests.get(1).header("Range")).isEqualTo("bytes=" + CUT + "-");
      assertThat(server.requests.get(1).header("If-Range")).isEqualTo("\"one\"");
      assertThat(fetches.pauses).containsExactly(250_000_000L);
    }
  }

  @Test
  void theTimeOfTheLastChangeIsAsGoodAsAnETag() throws Exception {
    String changed = "Fri, 02 Jan 2026 01:00:00 GMT";
    try (RawServer server = new RawServer(dropsOnce(BODY, "Last-Modified: " + changed))) {
      assertIs(fetch(server.url("/a.zip")), BODY);
      assertThat(server.requests.get(1).header("If-Range")).isEqualTo(changed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Nothing: 1", "ETag: W/\"weak\""})
  void withoutAStrongValidatorItBeginsAnew(String header) throws Exception {
    try (RawServer server = new RawServer(dropsOnce(BODY, header))) {
      assertIs(fetch(server.url("/a.zip")), BODY);
      assertThat(server.requests).hasSize(2);
      assertThat(server.requests.get(1).header("Range")).isNull();
    }
  }

  /** The first request is cut off; the script answers those that follow. */
  private static RawServer.Script cutThen(RawServer.Script then) {
    AtomicBoolean first = new AtomicBoolean(true);
    return (request, answer) -> {
      if (first.compareAndSet(true, false)) {
        answer
            .head(200, "ETag: \"one\"", "Content-Length: " + BODY.length)
            .raw(BODY, 0, CUT)
            .drop();
      } else {
        then.serve(request, answer);
      }
    };
  }

  @Test
  void aServerWithAnotherFileByNowIsReadFromTheBeginning() throws Exception {
    try (RawServer server =
        new RawServer(cutThen((request, answer) -> answer.whole(200, OTHER, "ETag: \"two\"")))) {
      assertIs(fetch(server.url("/a.zip")), OTHER);
      assertThat(server.count()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 0-299999/300000", // from the beginning, as a part
        "bytes 99999-299999/300000", // a byte too many
        "bytes 100000-299999/300001", // of another file
        "bytes 100000-5/300000",
        "items 1-2/3",
        ""
      })
  void aWrongPartIsNotPutTogetherWithWhatIsThere(String range) throws Exception {
    try (RawServer server =
        new RawServer(
            cutThen(
                (request, answer) -> {
                  if (request.header("Range") == null) {
                    answer.whole(200, BODY, "ETag: \"one\"");
                  } else {
                    answer.whole(
                        206,
                        Arrays.copyOfRange(OTHER, CUT, OTHER.length),
                        range.isEmpty() ? "X: y" : "Content-Range: " + range);
                  }
                }))) {
      assertIs(fetch(server.url("/a.zip")), BODY);
      assertThat(server.count()).isEqualTo(3);
    }
  }

  @Test
  void aPartOfOtherContentIsNotPutTogetherWithWhatIsThere() throws Exception {
    try (RawServer server =
        new RawServer(
            cutThen(
                (request, answer) -> {
                  if (request.header("Range") == null) {
                    answer.whole(200, OTHER, "ETag: \"two\"");
                  } else { // ignores If-Range
                    answer.whole(
                        206,
                        Arrays.copyOfRange(OTHER, CUT, OTHER.length),
                        "ETag: \"two\"",
                        "Content-Range: bytes 100000-299999/300000");
                  }
                }))) {
      assertIs(fetch(server.url("/a.zip")), OTHER);
    }
  }

  @Test
  void aRangeThatTheServerCannotSatisfyBeginsAnew() throws Exception {
    try (RawServer server =
        new RawServer(
            cutThen(
                (request, answer) -> {
                  if (request.header("Range") == null) {
                    answer.whole(200, BODY);
                  } else {
                    answer.whole(416, new byte[0]);
                  }
                }))) {
      assertIs(fetch(server.url("/a.zip")), BODY);
    }
  }

  @Test
  void morePartThanTheWholeIsRefused() throws Exception {
    try (RawServer server =
        new RawServer(
            cutThen(
                (request, answer) ->
                    answer.whole(
                        206,
                        new byte[BODY.length],
                        "ETag: \"one\"",
                        "Content-Range: bytes 100000-299999/300000")))) {
      Problem problem = refusal(server.url("/a.zip"));
      assertThat(problem.code()).isEqualTo("http-length");
      assertThat(problem.what()).contains("300000 bytes");
    }
  }

  @Test
  void aConnectionThatDropsAgainAndAgainGetsThereAllTheSame() throws Exception {
    int step = 50_000;
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              String range = request.header("Range");
              int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
              int to = Math.min(BODY.length, from + step);
              answer
                  .head(
                      range == null ? 200 : 206,
                      "ETag: \"one\"",
                      "Content-Length: " + (BODY.length - from),
                      range == null
                          ? "X: y"
                          : "Content-Range: bytes %d-%d/%d"
                              .formatted(from, BODY.length - 1, BODY.length))
                  .raw(BODY, from, to);
            })) {
      assertIs(fetch(server.url("/a.zip")), BODY); // in six parts, though four failures are allowed
      assertThat(server.count()).isEqualTo(6);
    }
  }

  @Test
  void aServerThatAlwaysDropsIsGivenUp() throws Exception {
    try (RawServer server = new RawServer((request, answer) -> answer.drop())) {
      Problem problem = refusal(server.url("/a.zip"));
      assertThat(problem.code()).isEqualTo("fetch-unreachable");
      assertThat(problem.what()).endsWith("; tried 4 times");
      assertThat(problem.where()).isEqualTo(server.url("/a.zip"));
      assertThat(fetches.pauses).containsExactly(250_000_000L, 500_000_000L, 1_000_000_000L);
    }
  }

  @Test
  void aServerThatStartsOverEachTimeIsGivenUpToo() throws Exception {
    try (RawServer server =
        new RawServer(
            (request, answer) ->
                answer.head(200, "Content-Length: " + BODY.length).raw(BODY, 0, CUT))) {
      assertThat(refusal(server.url("/a.zip")).code()).isEqualTo("fetch-unreachable");
      assertThat(server.count()).isLessThanOrEqualTo(5);
    }
  }

  @Test
  void nobodyThereIsSaid() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    Problem problem = refusal("http://127.0.0.1:" + port + "/a.zip");
    assertThat(problem.code()).isEqualTo("fetch-unreachable");
    assertThat(problem.what()).contains("tried 4 times");
  }

  @Test
  void aStallIsADrop() throws Exception {
    fetches.settings = Fetches.settings(Duration.ofMillis(200));
    AtomicBoolean stalled = new AtomicBoolean();
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              if (stalled.compareAndSet(false, true)) {
                answer
                    .head(200, "ETag: \"one\"", "Content-Length: " + BODY.length)
                    .raw(BODY, 0, CUT)
                    .stall();
              } else {
                assertThat(request.header("Range")).isEqualTo("bytes=" + CUT + "-");
                answer
                    .head(
                        206,
                        "Content-Range: bytes 100000-299999/300000",
                        "Content-Length: " + (BODY.length - CUT))
                    .raw(BODY, CUT, BODY.length);
              }
            })) {
      assertIs(fetch(server.url("/a.zip")), BODY);
    }
  }

  @Test
  void aServerThatTakesTheRequestAndSaysNothingIsGivenUp() throws Exception {
    fetches.settings =
        new SourceSettings(
            null,
            true,
            false,
            SourceSettings.GITHUB,
            () -> null,
            Path.of("x"),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            2);
    try (RawServer server = new RawServer((request, answer) -> answer.stall())) {
      Problem problem = refusal(server.url("/a.zip"));
      assertThat(problem.code()).isEqualTo("fetch-stalled");
      assertThat(problem.cure()).contains("idleTimeout");
    }
  }

  @Test
  void aDripEndsWithTheDeadline() throws Exception {
    fetches.limit = Duration.ofMillis(300);
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              answer.head(200, "Content-Length: 1000000");
              while (true) {
                answer.raw(new byte[1]);
                Thread.sleep(5);
              }
            })) {
      assertThat(refusal(server.url("/a.zip")).code()).isEqualTo("fetch-timeout");
    }
  }

  @Test
  void retryAfterIsHonoured() throws Exception {
    List<String> waits = List.of("7", "Fri, 02 Jan 2026 03:04:15 GMT", "soon");
    int[] asked = {0};
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              if (asked[0] < waits.size()) {
                answer.whole(429, new byte[3], "Retry-After: " + waits.get(asked[0]++));
              } else {
                answer.whole(200, BODY);
              }
            })) {
      assertIs(fetch(server.url("/a")), BODY);
      assertThat(fetches.pauses).containsExactly(7_000_000_000L, 10_000_000_000L, 1_000_000_000L);
    }
  }

  @Test
  void aServerThatWantsMorePatienceThanThereIsIsNotWaitedFor() throws Exception {
    try (RawServer server =
        new RawServer((request, answer) -> answer.whole(503, new byte[3], "Retry-After: 3600"))) {
      Problem problem = refusal(server.url("/a"));
      assertThat(problem.code()).isEqualTo("http-status");
      assertThat(problem.what()).contains("503").contains("3600 s").contains("fetchTimeout");
      assertThat(server.count()).isEqualTo(1);
      assertThat(fetches.pauses).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void whatMayPassIsTriedAgain(int status) throws Exception {
    int[] asked = {0};
    try (RawServer server =
        new RawServer((request, answer) -> answer.whole(asked[0]++ < 3 ? status : 200, BODY))) {
      assertIs(fetch(server.url("/a")), BODY);
      assertThat(server.count()).isEqualTo(4);
    }
    try (RawServer server = new RawServer((request, answer) -> answer.whole(status, BODY))) {
      Problem problem = refusal(server.url("/a"));
      assertThat(problem.code()).isEqualTo("http-status");
      assertThat(problem.what()).contains("status " + status).contains("tried 4 times");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 304, 400, 401, 403, 404, 405, 410, 501, 505})
  void whatWillNotPassIsNot(int status) throws Exception {
    try (RawServer server = new RawServer((request, answer) -> answer.whole(status, new byte[0]))) {
      Problem problem = refusal(server.url("/a"));
      assertThat(problem.what()).contains("status " + status);
      assertThat(server.count()).isEqualTo(status == 206 ? 4 : 1);
      if (status == 401) {
        assertThat(problem.cure()).contains("https://user:password@host");
      }
    }
  }

  @Test
  void redirectsAreFollowed() throws Exception {
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              switch (request.target()) {
                case "/1" -> answer.whole(301, BODY, "Location: /2/x?y=%20");
                case "/2/x?y=%20" -> answer.whole(302, BODY, "Location: ../3");
                case "/3" -> answer.whole(303, BODY, "Location: h2-1.jar#fragment");
                case "/h2-1.jar" -> answer.whole(200, OTHER);
                default -> throw new AssertionError(request.target());
              }
            })) {
      Fetched fetched = fetch(server.url("/1"));
      assertIs(fetched, OTHER);
      assertThat(fetched.fileName()).isEqualTo("h2-1.jar");
      assertThat(fetched.origin()).isEqualTo(server.url("/h2-1.jar"));
    }
  }

  @Test
  void aCircleIsNotFollowed() throws Exception {
    try (RawServer server =
        new RawServer(
            (request, answer) ->
                answer.whole(
                    302, BODY, "Location: " + (request.target().equals("/1") ? "/2" : "/1")))) {
      Problem problem = refusal(server.url("/1"));
      assertThat(problem.code()).isEqualTo("redirect-loop");
      assertThat(problem.what()).contains(server.url("/1"));
      assertThat(server.count()).isEqualTo(2);
    }
  }

  @Test
  void fiveRedirectsAreEnough() throws Exception {
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              int n = Integer.parseInt(request.target().substring(1));
              if (n == 0) {
                answer.whole(200, BODY);
              } else {
                answer.whole(307, BODY, "Location: /" + (n - 1));
              }
            })) {
      assertIs(fetch(server.url("/5")), BODY);
      assertThat(refusal(server.url("/6")).code()).isEqualTo("redirect-limit");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://host/a", "file:///etc/passwd", "http://", "a b", "http://u:%zz@h/"})
  void aRedirectToSomethingElseIsRefused(String location) throws Exception {
    try (RawServer server =
        new RawServer((request, answer) -> answer.whole(302, BODY, "Location: " + location))) {
      assertThat(refusal(server.url("/1")).code()).isEqualTo("redirect-bad");
    }
  }

  @Test
  void aRedirectFromTlsToNoneIsRefused() throws Exception {
    TestKeys keys = new TestKeys(directory);
    try (RawServer plain = new RawServer((request, answer) -> answer.whole(200, BODY));
        RawServer secure =
            new RawServer(
                keys.context.getServerSocketFactory(),
                "https",
                (request, answer) -> {
                  if (request.target().equals("/good.zip")) {
                    answer.whole(200, BODY);
                  } else {
                    answer.whole(302, BODY, "Location: " + plain.url("/a.zip"));
                  }
                })) {
      Source trusting =
          new HttpSource(
              new Web(fetches.settings, () -> keys.context), fetches.settings, fetches.timing);
      assertIs(trusting.fetch(fetches.request(secure.url("/good.zip"))), BODY);
      assertThat(fetches.refusal(trusting, secure.url("/b.zip")).code())
          .isEqualTo("redirect-insecure");
      assertThat(plain.count()).isZero();

      Problem untrusted = refusal(secure.url("/good.zip"));
      assertThat(untrusted.code()).isEqualTo("fetch-untrusted");
      assertThat(untrusted.cure()).contains("javax.net.ssl.trustStore");
      assertThat(fetches.pauses).isEmpty();
    }
  }

  @Test
  void httpMustBeAllowed() {
    SourceSettings strict = SourceSettings.DEFAULTS;
    Source source = new HttpSource(new Web(strict), strict, fetches.timing);
    Problem problem = fetches.refusal(source, "http://127.0.0.1:1/a.zip");
    assertThat(problem.code()).isEqualTo("http-not-allowed");
    assertThat(problem.cure()).contains("allowHttp=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https:",
        "https://",
        "https:a.zip",
        "https:///a",
        "https://h/a b",
        "https://h/a#b"
      })
  void whatIsNoUrlIsRefused(String url) {
    assertThat(refusal(url).code()).isEqualTo("source-bad-url");
  }

  @Test
  void credentialsAreForTheirOriginAlone() throws Exception {
    try (RawServer other = new RawServer((request, answer) -> answer.whole(200, BODY));
        RawServer server =
            new RawServer(
                (request, answer) -> {
                  switch (request.target()) {
                    case "/1" -> answer.whole(302, BODY, "Location: /2");
                    case "/2" ->
                        answer.whole(
                            302, BODY, "Location: http://x:y@" + other.authority() + "/a.zip");
                    default -> throw new AssertionError(request.target());
                  }
                })) {
      assertIs(fetch("http://ada:pass%40word@" + server.authority() + "/1"), BODY);
      String basic = WebUrl.basic("ada:pass@word");
      assertThat(server.requests).extracting(r -> r.header("Authorization")).containsOnly(basic);
      assertThat(other.requests.get(0).header("Authorization")).isNull();
    }
  }

  @Test
  void nothingSecretIsInAnythingThatIsSaid() throws Exception {
    String secret = "s3cr3tPassw0rd";
    String token = "tok3nOfTheBucket1234567890";
    String[] stories = {"/ok.zip", "/gone.zip", "/loop", "/drop", "/large", "/status", "/odd"};
    fetches.limits = new BundleLimits(400_000, 10);
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              String path = request.target().replaceAll("\\?.*", "");
              String again = request.target();
              switch (path) {
                case "/ok.zip" -> answer.whole(200, BODY);
                case "/gone.zip" -> answer.whole(404, BODY);
                case "/loop" -> answer.whole(302, BODY, "Location: " + again);
                case "/drop" -> answer.drop();
                case "/large" -> answer.head(200, "Content-Length: 999999999");
                case "/status" -> answer.whole(500, BODY);
                default -> answer.whole(302, BODY, "Location: https://ada:" + secret + "@[odd");
              }
            })) {
      for (String story : stories) {
        String url =
            "http://ada:%s@%s%s?X-Amz-Signature=%s&y=%s"
                .formatted(secret, server.authority(), story, token, token);
        StringWriter said = new StringWriter();
        Throwable thrown = catchThrowable(() -> said.append(fetch(url).toString()));
        if (thrown != null) {
          thrown.printStackTrace(new PrintWriter(said, true));
        }
        assertThat(said.toString())
            .as(story)
            .contains("127.0.0.1")
            .doesNotContain(secret)
            .doesNotContain(token);
      }
    }
  }

  @Test
  void whatIsSaidToBeTooLargeIsNotFetched() throws Exception {
    fetches.limits = new BundleLimits(1000, 10);
    try (RawServer server =
        new RawServer(
            (request, answer) -> answer.head(200, "Content-Length: 99999999999").stall())) {
      Problem problem = refusal(server.url("/a.zip"));
      assertThat(problem.code()).isEqualTo("fetch-too-large");
      assertThat(problem.what()).contains("1000 bytes");
      assertThat(problem.cure()).contains("maxBundleBytes");
      assertThat(directory.resolve("download")).doesNotExist();
    }
  }

  @Test
  void whatTurnsOutToBeTooLargeIsNotFetchedFurther() throws Exception {
    fetches.limits = new BundleLimits(200_000, 10);
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              answer.head(200); // its length is where it ends
              while (true) {
                answer.raw(BODY);
              }
            })) {
      assertThat(refusal(server.url("/a.zip")).code()).isEqualTo("fetch-too-large");
      assertThat(Files.size(directory.resolve("download"))).isLessThanOrEqualTo(200_000);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Timeout(30) // the server would be waited for much longer
  void aCancelWakesWhoWaits(boolean headers) throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              if (headers) {
                answer.head(200, "Content-Length: 100").raw(new byte[10]);
              }
              reached.countDown();
              answer.stall();
            })) {
      Thread canceller =
          new Thread(
              () -> {
                try {
                  reached.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                fetches.cancellation.cancel();
              });
      canceller.start();
      fetches.limit = Duration.ofDays(1);
      fetches.settings = Fetches.settings(Duration.ofHours(1));
      assertThat(refusal(server.url("/a.zip")).code()).isEqualTo("install-cancelled");
      canceller.join();
    }
  }

  @Test
  void aServerIsAskedWhetherAnythingHasChangedWhileTheArchiveIsLive() throws Exception {
    byte[][] body = {BODY};
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              String etag = "\"" + Digest.ofBytes(body[0]).hex().substring(0, 8) + "\"";
              if (etag.equals(request.header("If-None-Match"))) {
                answer.head(304, "ETag: " + etag);
              } else {
                answer.whole(200, body[0], "ETag: " + etag);
              }
            })) {
      Source source = source();
      String url = server.url("/a.zip");
      assertIs(source.fetch(fetches.request(url)), BODY);

      assertIs(source.fetch(fetches.request(url)), BODY); // it is not live
      assertThat(server.requests.get(1).header("If-None-Match")).isNull();

      fetches.known = Digest.ofBytes(BODY).hex()::equals;
      Fetched unchanged = source.fetch(fetches.request(url));
      assertThat(unchanged.form()).isEqualTo(Fetched.Form.UNCHANGED);
      assertThat(unchanged.sha256()).isEqualTo(Digest.ofBytes(BODY).hex());

      body[0] = OTHER;
      assertIs(source.fetch(fetches.request(url)), OTHER);
    }
  }
}
