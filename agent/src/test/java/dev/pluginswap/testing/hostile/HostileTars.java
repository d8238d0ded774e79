package dev.pluginswap.testing.hostile;

import static dev.pluginswap.testing.hostile.HostileBundles.tar;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tars with entries of every kind but the two good ones, and with headers that lie. */
final class HostileTars {

  private HostileTars() {}

  static List<HostileBundle> all() {
    List<HostileBundle> all = new ArrayList<>();
    kinds(all);
    headers(all);
    ends(all);
    bombs(all);
    return all;
  }

  private static byte[] kind(char type, String target) {
    return RawTar.good().entry("lib/a", type, target, new byte[0]).bytes();
  }

  private static void kinds(List<HostileBundle> all) {
    all.add(tar("a link out", "symlink", () -> kind('2', "/etc/passwd")));
    all.add(tar("a link up", "symlink", () -> kind('2', "../../..")));
    all.add(tar("a hard link", "hard-link", () -> kind('1', "/etc/passwd")));
    all.add(tar("a hard link to its manifest", "hard-link", () -> kind('1', "plugin.json")));
    all.add(tar("a character device", "special-file", () -> kind('3', "")));
    all.add(tar("a block device", "special-file", () -> kind('4', "")));
    all.add(tar("a pipe", "special-file", () -> kind('6', "")));
    all.add(tar("a volume label", "unsupported-entry", () -> kind('V', "")));
    all.add(tar("a type that nobody knows", "unsupported-entry", () -> kind('Z', "")));
    all.add(tar("a sparse file of GNU", "sparse-file", () -> kind('S', "")));
    all.add(
        tar(
            "a sparse file of POSIX",
            "sparse-file",
            () ->
                RawTar.good()
                    .pax("GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.realsize=9")
                    .entry("lib/a", '0', "", sparse())
                    .bytes()));
    all.add(
        tar(
            "a link and then a file through it",
            "symlink",
            () ->
                RawTar.good().entry("out", '2', "/tmp", new byte[0]).add("out/evil", "x").bytes()));
  }

  /** One part of nine bytes at 0, told in the first block. */
  private static byte[] sparse() {
    byte[] content = Arrays.copyOf("1\n0\n9\n".getBytes(UTF_8), 512 + 9);
    Arrays.fill(content, 512, content.length, (byte) 'x');
    return content;
  }

  private static void headers(List<HostileBundle> all) {
    all.add(
        tar(
            "a long name that leads out",
            "path-traversal",
            () -> RawTar.good().add("a/".repeat(60) + "../".repeat(61) + "evil", "x").bytes()));
    all.add(
        tar(
            "a path by a header of POSIX",
            "path-traversal",
            () -> RawTar.good().pax('x', "path", "../evil").add("lib/a", "x").bytes()));
    all.add(
        tar(
            "a path for all by a header of POSIX",
            "manifest-missing",
            () ->
                new RawTar()
                    .pax('g', "path", "/etc/cron.d/evil")
                    .add("plugin.json", HostileBundles.MANIFEST)
                    .bytes()));
    all.add(
        tar(
            "a size by a header of POSIX",
            "archive-truncated",
            () -> RawTar.good().pax('x', "size", "999999999").add("lib/a", "x").bytes()));
    all.add(
        tar(
            "a negative size by a header of POSIX",
            "archive-damaged",
            () -> RawTar.good().pax('x', "size", "-1").add("lib/a", "x").bytes()));
    all.add(tar("a size that is no number", "archive-damaged", () -> sized("zzzzzzzzzzz\0")));
    all.add(
        tar(
            "a negative size",
            "archive-damaged",
            () ->
                sized("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")));
    all.add(
        tar(
            "a size of 8 EiB",
            "archive-truncated",
            () -> sized("\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")));
    all.add(
        tar(
            "a wrong checksum",
            "archive-damaged",
            () ->
                RawTar.good()
                    .entry(
                        "lib/a".getBytes(UTF_8),
                        '0',
                        "",
                        new byte[1],
                        header -> RawTar.put(header, 148, "000001\0 "))
                    .bytes()));
    all.add(
        tar(
            "a record of POSIX without an end",
            "archive-damaged",
            () ->
                RawTar.good()
                    .entry("pax", 'x', "", "99 path=lib/b\n".getBytes(UTF_8))
                    .add("lib/a", "x")
                    .bytes()));
  }

  private static byte[] sized(String field) {
    return RawTar.good()
        .entry("lib/a".getBytes(UTF_8), '0', "", new byte[1], h -> RawTar.put(h, 124, field))
        .bytes();
  }

  private static void ends(List<HostileBundle> all) {
    byte[] plain = RawTar.good().add("lib/greeter.jar", "x").tar();
    byte[] good = RawTar.gzip(plain);
    all.add(tar("cut", "archive-truncated", () -> Arrays.copyOf(good, good.length / 2)));
    all.add(
        tar(
            "cut before it was compressed",
            "archive-truncated",
            () -> RawTar.gzip(Arrays.copyOf(plain, plain.length - 1_024))));
    all.add(
        tar(
            "a wrong checksum of gzip",
            "archive-damaged",
            () -> {
              byte[] wrong = good.clone();
              wrong[wrong.length - 8] ^= 1;
              return wrong;
            }));
    all.add(
        tar(
            "something after it",
            "archive-damaged",
            () -> HostileZips.join(good, new byte[] {1, 2, 3})));
    all.add(tar("gzip in gzip", "not-an-archive", () -> RawTar.gzip(good)));
    all.add(tar("gzip of text", "not-an-archive", () -> RawTar.gzip("hello".getBytes(UTF_8))));
    all.add(tar("gzip of nothing", "not-an-archive", () -> RawTar.gzip(new byte[0])));
    all.add(tar("no entry", "manifest-missing", () -> RawTar.gzip(new byte[1_024])));
  }

  private static void bombs(List<HostileBundle> all) {
    all.add(
        tar(
            "64 MiB of zeros",
            "too-many-bytes",
            () -> RawTar.good().entry("lib/a", '0', "", new byte[64 << 20]).bytes()));
    all.add(
        tar(
            "64 MiB in what is refused anyway",
            "too-many-bytes",
            () -> RawTar.good().entry("../a", '0', "", new byte[64 << 20]).bytes()));
    all.add(
        tar(
            "a name of 16 MiB",
            "archive-damaged",
            () -> RawTar.good().entry("././@LongLink", 'L', "", new byte[16 << 20]).bytes()));
    all.add(
        tar(
            "a header of POSIX of 16 MiB",
            "archive-damaged",
            () -> RawTar.good().pax('x', "comment", "x".repeat(16 << 20)).add("a", "x").bytes()));
    all.add(
        tar(
            "64 MiB after its end",
            "archive-damaged",
            () -> RawTar.gzip(HostileZips.join(RawTar.good().tar(), new byte[64 << 20]))));
    all.add(
        tar(
            "a thousand empty files",
            "too-many-files",
            () -> {
              RawTar tar = RawTar.good();
              for (int i = 0; i < 1_000; i++) {
                tar.add("lib/a" + i, "");
              }
              return tar.bytes();
            }));
  }
}
