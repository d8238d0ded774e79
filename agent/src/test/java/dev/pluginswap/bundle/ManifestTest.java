package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.pluginswap.api.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing a {@code plugin.json}. In tests, {@code '} stands for a double quote. */
final class ManifestTest {

  private static final String HASH = "0123456789abcdef".repeat(4);

  @Test
  void everyFieldIsRead() throws Exception {
    String json =
        """
        {'name': 'greeter', 'version': '1.2', 'entry': 'com.acme.Greeter',
         'requires': {'java': '>=17', 'workspace': {'com.acme.b': '2', 'com.acme.a': '<3'}},
         'services': ['z.Z', 'a.A'], 'handover': 'exclusive', 'probation': '90s', 'unload': ['a.B.c'],
         'waivers': [{'package': 'org.optional.*', 'reason': 'only for tests'}],
         'files': {'lib/a.jar': 'sha256:%s'}}
        """
            .formatted(HASH);
    Manifest manifest = parse(json);
    assertThat(manifest)
        .isEqualTo(
            new Manifest(
                "greeter",
                "1.2",
                "com.acme.Greeter",
                VersionRange.parse(">=17"),
                Map.of(
                    "com.acme.a", VersionRange.parse("<3"), "com.acme.b", VersionRange.parse("2")),
                List.of("z.Z", "a.A"),
                Handover.EXCLUSIVE,
                Duration.ofSeconds(90),
                List.of("a.B.c"),
                List.of(new Waiver(new PackagePattern("org.optional.*"), "only for tests")),
                Map.of("lib/a.jar", HASH)));
    assertThat(parse(manifest.toJson())).isEqualTo(manifest);
  }

  @Test
  void theCanonicalTextIsInTheOrderOfTheRecordWithoutDefaults() throws Exception {
    assertThat(Manifest.of("greeter", "1.0").toJson())
        .isEqualTo("{\n  \"name\": \"greeter\",\n  \"version\": \"1.0\"\n}\n");
    Manifest manifest =
        parse(
            "{'files': {'b': 'sha256:%s', 'a': 'sha256:%s'}, 'handover': 'overlap', 'services': [], 'version': '1', 'name': 'x', 'requires': {'java': '17'}}"
                .formatted(HASH, HASH));
    assertThat(manifest.toJson())
        .isEqualTo(
            """
            {
              "name": "x",
              "version": "1",
              "requires": {
                "java": "17"
              },
              "files": {
                "a": "sha256:%s",
                "b": "sha256:%s"
              }
            }
            """
                .formatted(HASH, HASH));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'version': '1'}|manifest-missing-field|p:1:1|'name' is missing",
        "{'name': 'a'}|manifest-missing-field|p:1:1|'version' is missing",
        "{'name': 'A', 'version': '1'}|bad-name|p:1:10|the name 'A' has characters",
        "{'name': 'a', 'version': '/'}|bad-version|p:1:26|'/' is not a version",
        "{'name': 'a', 'version': '1', 'entry': '1'}|bad-class-name|p:1:40|'1' is not a name of a class",
        "{'name': 'a', 'version': '1', 'requires': {'java': '~1'}}|bad-range|p:1:52|'~1' is not a range",
        "{'name': 'a', 'version': '1', 'requires': {'workspace': {'a b': '1'}}}|bad-package|p:1:58|'a b' is not a name of a package",
        "{'name': 'a', 'version': '1', 'services': ['a', 'a']}|manifest-duplicate-value|p:1:49|'a' is in 'services' twice",
        "{'name': 'a', 'version': '1', 'probation': 'long'}|bad-duration|p:1:44|'long' is not a duration such as 500ms",
        "{'name': 'a', 'version': '1', 'handover': 'OVERLAP'}|bad-handover|p:1:43|'OVERLAP' is not a kind of hand-over",
        "{'name': 'a', 'version': '1', 'unload': ['stop']}|bad-method-name|p:1:42|'stop' is not a name of a method",
        "{'name': 'a', 'version': '1', 'files': {}}|manifest-empty-field|p:1:40|'files' names no file",
        "{'name': 'a', 'version': '1', 'files': {'a': 'md5:1'}}|bad-hash|p:1:46|'md5:1' is not a hash",
        "{'name': 'a', 'version': '1', 'name': 'b'}|manifest-duplicate-field|p:1:31|'name' is there twice, first in line 1",
        "{'name': 'a', 'version': '1', 'nam': 'b'}|manifest-unknown-field|p:1:31|'nam' is not a field of plugin.json",
      })
  void aProblemHasItsCodeAndItsPlace(String json, String code, String where, String what) {
    List<Problem> problems = problems(json.getBytes(UTF_8));
    assertThat(problems).extracting(Problem::code).containsExactly(code);
    assertThat(problems.get(0).where()).isEqualTo(where);
    assertThat(problems.get(0).what()).startsWith(what);
    assertThat(problems.get(0).cure()).isNotEmpty();
  }

  @Test
  void aBadPathInFilesHasItsPlace() {
    for (String path : List.of("../a", "plugin.json", "a:b")) {
      String json =
          "{'name': 'a', 'version': '1',\n 'files': {'%s': 'sha256:%s'}}".formatted(path, HASH);
      assertThat(problems(json.getBytes(UTF_8)))
          .extracting(Problem::code, Problem::where)
          .containsExactly(tuple("bad-path", "p:2:12"));
    }
  }

  @Test
  void everythingThatIsWrongIsReportedAtOnce() {
    String json =
        """
        {
          'name': 'Bad Name',
          'entri': 'com.acme.Greeter',
          'requires': {'java': 17,
                       'jdk': '17'},
          'services': 'a.B',
          'unload': [1, 'x']
        }
        """;
    assertThat(problems(json.getBytes(UTF_8)))
        .extracting(Problem::code, Problem::where)
        .containsExactlyInAnyOrder(
            tuple("bad-name", "p:2:11"),
            tuple("manifest-unknown-field", "p:3:3"),
            tuple("manifest-missing-field", "p:1:1"),
            tuple("manifest-wrong-type", "p:4:24"),
            tuple("manifest-unknown-field", "p:5:16"),
            tuple("manifest-wrong-type", "p:6:15"),
            tuple("manifest-wrong-type", "p:7:14"),
            tuple("bad-method-name", "p:7:17"));
  }

  @ParameterizedTest
  @CsvSource({
    "nmae, did you mean 'name'?",
    "Version, did you mean 'version'?",
    "hand-over, did you mean 'handover'?",
    "service, did you mean 'services'?",
    "description, remove it; known are name",
    "x, remove it; known are name"
  })
  void anUnknownFieldHasASuggestionIfOneIsNear(String field, String cure) {
    String json = "{'name': 'a', 'version': '1', '%s': 0}".formatted(field);
    assertThat(problems(json.getBytes(UTF_8)).get(0).cure())
        .startsWith(cure)
        .endsWith("entry, requires, services, handover, probation, unload, waivers, files");
  }

  @Test
  void everyFieldRefusesEveryTypeButItsOwn() {
    Map<String, String> objects = Map.of("requires", "{}", "files", "{}");
    Map<String, String> arrays = Map.of("services", "[]", "unload", "[]", "waivers", "[]");
    for (String field :
        List.of(
            "name",
            "version",
            "entry",
            "requires",
            "services",
            "handover",
            "probation",
            "unload",
            "files")) {
      for (String value : List.of("{}", "[]", "'x'", "7", "1.5", "true", "null")) {
        boolean own = value.equals(objects.getOrDefault(field, arrays.getOrDefault(field, "'x'")));
        String start = field.equals("name") ? "'version': '1'" : "'name': 'a'";
        String rest = field.equals("name") || field.equals("version") ? "" : ", 'version': '1'";
        String json = "{%s%s,\n '%s': %s}".formatted(start, rest, field, value);
        if (!own) {
          assertThat(problems(json.getBytes(UTF_8)))
              .as(json)
              .extracting(Problem::code, Problem::where)
              .containsExactly(tuple("manifest-wrong-type", "p:2:" + (field.length() + 6)));
        }
      }
    }
  }

  @Test
  void aNumberForAStringIsShownInQuotes() {
    Problem problem = problems("{'name': 'a', 'version': 1.10}".getBytes(UTF_8)).get(0);
    assertThat(problem.what()).isEqualTo("'version' is 1.10, but must be a string");
    assertThat(problem.cure()).isEqualTo("write it in quotes: \"1.10\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{'name'",
        "{'name': 'a',}",
        "{'name': 'a' 'version': '1'}",
        "{name: 'a'}",
        "// x\n{'name': 'a', 'version': '1'}",
        "{'name': 'a', 'version': '1'} {}",
        "{'name': 'a', 'version': '1'} x",
        "{'name': 'a\u0007', 'version': '1'}",
        "{'name': 'a\\x', 'version': '1'}",
        "{'name': 'a', 'version': NaN}",
        "{'name': 'a', 'version': '1', 'entry': '\\ud800'}",
        "{'name': 'a', 'version': '1', '\\udc00': '1'}"
      })
  void whatIsNotJsonIsRefusedWithItsPlace(String json) {
    List<Problem> problems = problems(json.getBytes(UTF_8));
    assertThat(problems).extracting(Problem::code).containsExactly("manifest-syntax");
    assertThat(problems.get(0).where()).matches("p:[12]:[1-9][0-9]*");
    assertThat(problems.get(0).what()).isNotBlank().doesNotContain("\n");
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    Problem problem = problems("{'name': 'ä'}".getBytes(ISO_8859_1)).get(0);
    assertThat(problem.code()).isEqualTo("manifest-syntax");
    assertThat(problem.what()).isEqualTo("the file is not UTF-8");
  }

  @Test
  void aByteOrderMarkIsNoMatter() throws Exception {
    assertThat(parse("\uFEFF{'name': 'a', 'version': '1'}").name()).isEqualTo("a");
  }

  @Test
  void depthIsBounded() {
    String deep = "[".repeat(100_000);
    String json = "{'name': 'a', 'version': '1', 'x': " + deep;
    assertThat(problems(json.getBytes(UTF_8)))
        .extracting(Problem::code, Problem::where)
        .containsExactly(tuple("manifest-syntax", "p:1:68"));
  }

  @Test
  void sizeIsBounded() throws Exception {
    byte[] most = Arrays.copyOf("{'name': 'a', 'version': '1'}".getBytes(UTF_8), 1 << 20);
    Arrays.fill(most, 29, most.length, (byte) ' ');
    assertThat(parse(new String(most, UTF_8)).name()).isEqualTo("a");
    Problem problem = problems(Arrays.copyOf(most, most.length + 1)).get(0);
    assertThat(problem.code()).isEqualTo("manifest-too-large");
    assertThat(problem.what()).isEqualTo("the file has 1048577 bytes, 1048576 are allowed");
  }

  @Test
  void longHostileTextCostsNeitherStackNorTime() {
    String text = "a.".repeat(200_000);
    for (String field :
        List.of(
            "'entry': '" + text + "'",
            "'requires': {'java': '" + "1 ".repeat(200_000) + "'}",
            "'" + text + "': 1")) {
      String json = "{'name': 'a', 'version': '1', " + field + "}";
      assertThat(problems(json.getBytes(UTF_8))).hasSize(1);
    }
  }

  @Test
  void aManifestCannotBeMadeWithABadName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Manifest.of("../x", "1"))
        .withMessageContaining("'../x'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Manifest.of("x", "../1"))
        .withMessageContaining("'../1'");
  }

  private static Manifest parse(String json) throws BundleRefusedException {
    return Manifest.parse(json.replace('\'', '"').getBytes(UTF_8), "p");
  }

  private static List<Problem> problems(byte[] json) {
    byte[] bytes = json.clone();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\'' ? (byte) '"' : bytes[i];
    }
    BundleRefusedException refused =
        catchThrowableOfType(BundleRefusedException.class, () -> Manifest.parse(bytes, "p"));
    if (refused == null) {
      throw new AssertionError("accepted");
    }
    return refused.problems();
  }
}
