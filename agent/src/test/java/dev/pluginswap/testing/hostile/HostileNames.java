package dev.pluginswap.testing.hostile;

import static dev.pluginswap.testing.hostile.HostileBundles.tar;
import static dev.pluginswap.testing.hostile.HostileBundles.zip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** Names of entries that lead astray, alone or together; in zips and in tars. */
final class HostileNames {

  private record Name(String text, String code) {}

  private record Pair(String one, String other, String code) {}

  private static final List<Name> NAMES =
      List.of(
          new Name("../evil.jar", "path-traversal"),
          new Name("lib/../../evil.jar", "path-traversal"),
          new Name("lib/..", "path-traversal"),
          new Name("../../../../../../../../tmp/evil", "path-traversal"),
          new Name("/etc/passwd", "path-absolute"),
          new Name("//server/share/evil", "path-absolute"),
          new Name("C:/evil.jar", "path-drive"),
          new Name("c:evil.jar", "path-drive"),
          new Name("lib\\evil.jar", "path-backslash"),
          new Name("..\\..\\evil.jar", "path-backslash"),
          new Name("\\\\server\\share\\evil", "path-backslash"),
          new Name("lib/a\nb.jar", "path-control-character"),
          new Name("lib/a\rb.jar", "path-control-character"),
          new Name("lib/a\u001b[2Jb.jar", "path-control-character"),
          new Name("lib/a\u009bb.jar", "path-control-character"),
          new Name("lib/\u202egpj.raj", "path-invisible-character"),
          new Name("lib/\u2066gpj\u2069.jar", "path-invisible-character"),
          new Name("lib/evil\u200b.jar", "path-invisible-character"),
          new Name("lib/\ufeffevil.jar", "path-invisible-character"),
          new Name("lib//evil.jar", "path-empty-component"),
          new Name("lib/./evil.jar", "path-dot"),
          new Name("lib/NUL", "path-device-name"),
          new Name("lib/nul.jar", "path-device-name"),
          new Name("com1.txt/evil", "path-device-name"),
          new Name("lib/CONIN$", "path-device-name"),
          new Name("lib/evil.jar.", "path-not-portable"),
          new Name("lib/evil.jar ", "path-not-portable"),
          new Name("lib/evil.jar::$DATA", "path-not-portable"),
          new Name("lib/<evil>.jar", "path-not-portable"),
          new Name("lib/" + "a".repeat(256), "path-component-too-long"),
          new Name("abcdefgh/".repeat(114) + "a", "path-too-long"),
          new Name(".manifest", "reserved-name"),
          new Name(".Complete", "reserved-name"));

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("lib/a.jar", "lib/a.jar", "duplicate-entry"),
          new Pair("lib/a.jar", "./lib/a.jar", "duplicate-entry"),
          new Pair("plugin.json", "lib/b.jar", "duplicate-entry"),
          new Pair("lib/a.jar", "lib/A.jar", "case-collision"),
          new Pair("lib/a.jar", "LIB/b.jar", "case-collision"),
          new Pair("lib/stra\u00dfe", "lib/STRASSE", "case-collision"),
          new Pair("lib/\u00e9", "lib/e\u0301", "case-collision"),
          new Pair("lib/\u212a", "lib/k", "case-collision"),
          new Pair("lib/a", "lib/a/b", "file-directory-conflict"),
          new Pair("lib/a/b", "lib/a", "file-directory-conflict"));

  private HostileNames() {}

  static List<HostileBundle> all() {
    List<HostileBundle> all = new ArrayList<>();
    for (Name name : NAMES) {
      String shown = shown(name.text());
      all.add(zip(shown, name.code(), () -> RawZip.good().add(name.text(), "evil").bytes()));
      all.add(tar(shown, name.code(), () -> RawTar.good().add(name.text(), "evil").bytes()));
    }
    for (Pair pair : PAIRS) {
      String shown = shown(pair.one()) + " and " + shown(pair.other());
      all.add(
          zip(
              shown,
              pair.code(),
              () -> RawZip.good().add(pair.one(), "a").add(pair.other(), "b").bytes()));
      all.add(
          tar(
              shown,
              pair.code(),
              () -> RawTar.good().add(pair.one(), "a").add(pair.other(), "b").bytes()));
    }
    all.add(zip("NUL in a name", "path-control-character", () -> zipNamed("lib/a.jar\0.txt")));
    all.add(zip("no name", "path-empty-component", () -> zipNamed("")));
    // In UTF-8, overlong: a dot for those who do not look closely.
    all.add(zip("overlong UTF-8", "path-not-portable", () -> zipNamed("\u00c0\u00ae/evil")));
    all.add(zip("Latin-1", "path-not-portable", () -> zipNamed("lib/\u00e9.jar")));
    all.add(
        zip(
            "half of a surrogate",
            "path-not-portable",
            () -> zipNamed("lib/\u00ed\u00a0\u0080.jar")));
    return all;
  }

  /** With these bytes as a name. */
  private static byte[] zipNamed(String latin1) {
    return RawZip.good().add(latin1.getBytes(ISO_8859_1), new byte[1], entry -> {}).bytes();
  }

  private static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(40)
        .forEach(
            c -> {
              if (c < ' ' || c > '~') {
                shown.append("U+%04x".formatted(c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.append(name.length() > 40 ? "… (" + name.length() + ")" : "").toString();
  }
}
