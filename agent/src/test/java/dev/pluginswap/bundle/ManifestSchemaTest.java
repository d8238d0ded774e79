package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema and the reader are two statements of one thing: they must agree. */
final class ManifestSchemaTest {

  private static final Schema SCHEMA = schema();

  private static final String HASH = "sha256:" + "0123456789abcdef".repeat(4);

  static Stream<String> valid() {
    return Stream.of(
        "{'name': 'a', 'version': '1'}",
        "{'name': '0', 'version': 'A'}",
        "{'name': '" + "a".repeat(64) + "', 'version': '" + "1".repeat(64) + "'}",
        "{'name': 'a.b-c_d', 'version': '1.0-beta+build.7_x'}",
        "{'name': 'a-', 'version': '1'}",
        "{'name': 'console', 'version': '1'}",
        "{'name': 'com0', 'version': '1'}",
        with("'entry': 'Greeter'"),
        with("'entry': 'com.acme.Greeter$Inner'"),
        with("'entry': '$._.Äpfel'"),
        with("'entry': '" + "a".repeat(512) + "'"),
        with("'requires': {}"),
        with("'requires': {'java': '>=17'}"),
        with("'requires': {'java': '17', 'workspace': {}}"),
        with("'requires': {'workspace': {'com.acme.api': '>=2.1 <3', 'other': '=1'}}"),
        with("'requires': {'java': '>=1   <2 >1.0-b'}"),
        with("'services': []"),
        with("'services': ['a.B', 'a.C']"),
        with("'handover': 'overlap'"),
        with("'handover': 'exclusive'"),
        with("'probation': '0s'"),
        with("'probation': '500ms'"),
        with("'probation': '2d'"),
        with("'unload': ['a.B.c', 'B.c']"),
        with("'waivers': []"),
        with("'waivers': [{'package': 'a', 'reason': 'x'}, {'package': 'a.b.*', 'reason': 'x'}]"),
        with("'waivers': [{'reason': ' ü ', 'package': 'a.b'}]"),
        with("'files': {'lib/a.jar': '" + HASH + "'}"),
        with("'files': {'a b/c..d/.e/ünï.txt': '" + HASH + "', '.x': '" + HASH + "'}"),
        with("'files': {'lib/plugin.json': '" + HASH + "'}"),
        with("'files': {'lib/.manifest': '" + HASH + "'}"),
        with("'files': {'" + "a".repeat(255) + "/b': '" + HASH + "'}"),
        with("'files': {'lib/com10.txt': '" + HASH + "'}"));
  }

  static Stream<String> invalid() {
    Stream<String> whole =
        Stream.of(
            "[]",
            "null",
            "'text'",
            "7",
            "{}",
            "{'name': 'a'}",
            "{'version': '1'}",
            "{'name': null, 'version': '1'}",
            "{'name': '', 'version': '1'}",
            "{'name': 'A', 'version': '1'}",
            "{'name': '../x', 'version': '1'}",
            "{'name': '-a', 'version': '1'}",
            "{'name': 'a.', 'version': '1'}",
            "{'name': 'con', 'version': '1'}",
            "{'name': 'con.x', 'version': '1'}",
            "{'name': 'lpt9.a.b', 'version': '1'}",
            "{'name': 'a\\n', 'version': '1'}",
            "{'name': '" + "a".repeat(65) + "', 'version': '1'}",
            "{'name': 'a', 'version': ''}",
            "{'name': 'a', 'version': 1}",
            "{'name': 'a', 'version': '1/2'}",
            "{'name': 'a', 'version': '.1'}",
            "{'name': 'a', 'version': '1\\n'}",
            "{'name': 'a', 'version': '" + "1".repeat(65) + "'}");
    Stream<String> fields =
        Stream.of(
            "'entry': ''",
            "'entry': null",
            "'entry': 'a..B'",
            "'entry': 'a.1B'",
            "'entry': 'a/B'",
            "'entry': 'a.B\\n'",
            "'entry': '" + "a".repeat(513) + "'",
            "'requires': []",
            "'requires': {'jdk': '17'}",
            "'requires': {'java': 17}",
            "'requires': {'java': ''}",
            "'requires': {'java': ' 17'}",
            "'requires': {'java': '>= 17'}",
            "'requires': {'java': '[1,2)'}",
            "'requires': {'java': '" + "1 ".repeat(128) + "1'}",
            "'requires': {'workspace': []}",
            "'requires': {'workspace': {'com acme': '1'}}",
            "'requires': {'workspace': {'com.acme': 1}}",
            "'services': 'a.B'",
            "'services': [1]",
            "'services': ['']",
            "'services': ['a.B', 'a.B']",
            "'handover': 'Overlap'",
            "'handover': ''",
            "'probation': '30'",
            "'probation': '030s'",
            "'probation': '-1s'",
            "'probation': 30",
            "'handover': null",
            "'unload': {}",
            "'unload': ['shutdown']",
            "'unload': ['a.B.c()']",
            "'unload': ['a.B.c', 'a.B.c']",
            "'waivers': {}",
            "'waivers': ['a.b']",
            "'waivers': [{'package': 'a.b'}]",
            "'waivers': [{'reason': 'x'}]",
            "'waivers': [{'package': '*', 'reason': 'x'}]",
            "'waivers': [{'package': 'a.*.b', 'reason': 'x'}]",
            "'waivers': [{'package': 'a', 'reason': ' -'}]",
            "'waivers': [{'package': 'a', 'reason': 'x', 'until': '2'}]",
            "'files': {}",
            "'files': []",
            "'files': {'a': 7}",
            "'files': {'a': '" + HASH.substring(7) + "'}",
            "'files': {'a': '" + HASH.toUpperCase(Locale.ROOT) + "'}",
            "'files': {'a': '" + HASH + "0'}",
            "'note': 'mine'",
            "'Name': 'a'");
    Stream<String> paths =
        Stream.of(
                "",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "../a",
                "a/../b",
                "a/./b",
                "C:/a",
                "a\\\\b",
                "a\\n",
                "a\\u0085b",
                "a\\ufffdb",
                "a ",
                "a.",
                "a /b",
                "a:b",
                "a|b",
                "a*",
                "a?",
                "a<b",
                "nul",
                "lib/NUL.txt",
                "Com1/a",
                ".manifest",
                ".Complete",
                "plugin.json",
                "a".repeat(256),
                "abcdefgh/".repeat(114) + "a")
            .map(path -> "'files': {'" + path + "': '" + HASH + "'}");
    return Stream.concat(whole, Stream.concat(fields, paths).map(ManifestSchemaTest::with));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void bothAccept(String quoted) throws Exception {
    String json = quoted.replace('\'', '"');
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
    Manifest manifest = Manifest.parse(json.getBytes(UTF_8), "plugin.json");
    assertThat(Manifest.parse(manifest.toJson().getBytes(UTF_8), "again")).isEqualTo(manifest);
    assertThat(SCHEMA.validate(manifest.toJson(), InputFormat.JSON))
        .as("the schema accepts what is written")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void bothRefuse(String quoted) {
    String json = quoted.replace('\'', '"');
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).as("by the schema").isNotEmpty();
    assertThat(isAccepted(json)).as("accepted by the reader").isFalse();
  }

  private static boolean isAccepted(String json) {
    try {
      Manifest.parse(json.getBytes(UTF_8), "plugin.json");
      return true;
    } catch (BundleRefusedException e) {
      return false;
    }
  }

  private static String with(String field) {
    return "{'name': 'a', 'version': '1', " + field + "}";
  }

  private static Schema schema() {
    try {
      String text = Files.readString(Path.of("../docs/plugin.schema.json"));
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
