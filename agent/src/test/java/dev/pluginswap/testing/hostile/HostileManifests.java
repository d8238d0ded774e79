package dev.pluginswap.testing.hostile;

import static dev.pluginswap.testing.hostile.HostileBundles.zip;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Manifests that are no JSON, too much of it, of the wrong types, or that name what is not there.
 */
final class HostileManifests {

  private static final String REST = ", \"name\": \"greeter\", \"version\": \"2.0.0\"}";

  private HostileManifests() {}

  static List<HostileBundle> all() {
    List<HostileBundle> all = new ArrayList<>();
    syntax(all);
    types(all);
    values(all);
    return all;
  }

  private static HostileBundle json(String name, String code, String json) {
    return bytes(name, code, json.getBytes(UTF_8));
  }

  private static HostileBundle bytes(String name, String code, byte[] json) {
    return zip(
        "manifest: " + name,
        code,
        () -> new RawZip().add("plugin.json", json).add("lib/readme.txt", "x").bytes());
  }

  private static void syntax(List<HostileBundle> all) {
    all.add(json("empty", "manifest-syntax", ""));
    all.add(json("half", "manifest-syntax", "{\"name\": \"greeter\","));
    all.add(json("two values", "manifest-syntax", HostileBundles.MANIFEST + "{}"));
    all.add(json("a comment", "manifest-syntax", "// hello\n" + HostileBundles.MANIFEST));
    all.add(json("single quotes", "manifest-syntax", "{'name': 'greeter', 'version': '1'}"));
    all.add(json("NaN", "manifest-syntax", "{\"probation\": NaN" + REST));
    all.add(bytes("not UTF-8", "manifest-syntax", new byte[] {'{', '"', (byte) 0xff, '"', '}'}));
    all.add(bytes("UTF-16", "manifest-syntax", HostileBundles.MANIFEST.getBytes(UTF_16LE)));
    all.add(json("half a surrogate", "manifest-syntax", "{\"entry\": \"\\ud800\"" + REST));
    all.add(json("10,000 arrays deep", "manifest-syntax", "[".repeat(10_000)));
    all.add(json("10,000 objects deep", "manifest-syntax", "{\"a\":".repeat(10_000)));
    all.add(json("2 MiB", "manifest-too-large", HostileBundles.MANIFEST + " ".repeat(2 << 20)));
    all.add(
        json(
            "a number of 900,000 digits",
            "manifest-syntax",
            "{\"entry\": " + "9".repeat(900_000) + REST));
    all.add(
        json("the same field twice", "manifest-duplicate-field", "{\"name\": \"other\"" + REST));
    all.add(
        json(
            "10,000 fields that nobody knows",
            "manifest-duplicate-field",
            "{" + "\"a\":1,".repeat(10_000) + REST.substring(1)));
    all.add(
        json(
            "100,000 fields that nobody knows",
            "manifest-too-large",
            "{" + "\"a\":1,".repeat(100_000) + REST.substring(1)));
  }

  private static void types(List<HostileBundle> all) {
    all.add(json("an array", "manifest-wrong-type", "[]"));
    all.add(json("a string", "manifest-wrong-type", "\"greeter\""));
    all.add(json("null", "manifest-wrong-type", "null"));
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("entry", "1");
    wrong.put("requires", "[]");
    wrong.put("services", "\"com.acme.Greeter\"");
    wrong.put("handover", "true");
    wrong.put("probation", "30");
    wrong.put("unload", "{}");
    wrong.put("waivers", "\"com.acme\"");
    wrong.put("files", "[]");
    wrong.forEach(
        (field, value) ->
            all.add(
                json(
                    "%s is %s".formatted(field, value),
                    "manifest-wrong-type",
                    "{\"%s\": %s%s".formatted(field, value, REST))));
    all.add(json("name is a number", "manifest-wrong-type", "{\"name\": 1, \"version\": \"1\"}"));
    all.add(json("version is null", "manifest-wrong-type", "{\"name\": \"a\", \"version\": null}"));
    all.add(json("no version", "manifest-missing-field", "{\"name\": \"greeter\"}"));
    all.add(json("an unknown field", "manifest-unknown-field", "{\"script\": \"rm\"" + REST));
  }

  private static void values(List<HostileBundle> all) {
    for (String name :
        List.of(
            "",
            ".",
            "..",
            "../evil",
            "a/b",
            "a\\\\b",
            ".staging",
            "NUL",
            "a\\u0000b",
            "a".repeat(300))) {
      all.add(
          json(
              "the name '%s'".formatted(name.length() > 40 ? "a…" : name),
              "bad-name",
              "{\"name\": \"%s\", \"version\": \"1\"}".formatted(name)));
    }
    for (String version : List.of("", "../1", "1/2", "1\\n2", "1".repeat(65))) {
      all.add(
          json(
              "the version '%s'".formatted(version.length() > 40 ? "1…" : version),
              "bad-version",
              "{\"name\": \"greeter\", \"version\": \"%s\"}".formatted(version)));
    }
    all.add(json("an entry that is a path", "bad-class-name", "{\"entry\": \"../Evil\"" + REST));
    all.add(
        json(
            "a method that is none",
            "bad-method-name",
            "{\"unload\": [\"System.exit(0)\"]" + REST));
    all.add(json("a range that is none", "bad-range", "{\"requires\": {\"java\": \"[[\"}" + REST));
    all.add(json("a time that is none", "bad-duration", "{\"probation\": \"-5m\"" + REST));
    all.add(json("another Java", "java-version", "{\"requires\": {\"java\": \">=99\"}" + REST));
    all.add(
        json(
            "a hash of a file outside",
            "bad-path",
            "{\"files\": {\"../../etc/passwd\": \"sha256:%s\"}%s".formatted("0".repeat(64), REST)));
    all.add(
        json(
            "a hash that is none",
            "bad-hash",
            "{\"files\": {\"lib/readme.txt\": \"md5:1\"}" + REST));
    all.add(
        json(
            "a wrong hash",
            "file-hash-mismatch",
            "{\"files\": {\"lib/readme.txt\": \"sha256:%s\"}%s".formatted("0".repeat(64), REST)));
    all.add(
        json(
            "a file that is not there",
            "file-missing",
            "{\"files\": {\"lib/readme.txt\": \"sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\", \"lib/b\": \"sha256:%s\"}%s"
                .formatted("0".repeat(64), REST)));
  }
}
