package dev.pluginswap.testing.hostile;

import static dev.pluginswap.testing.hostile.HostileBundles.zip;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Zips whose parts do not fit together, and zips that are more than they seem. */
final class HostileZips {

  private static final int BIG = 64 << 20;

  private HostileZips() {}

  static List<HostileBundle> all() {
    List<HostileBundle> all = new ArrayList<>();
    kinds(all);
    lies(all);
    ends(all);
    bombs(all);
    return all;
  }

  private static void kinds(List<HostileBundle> all) {
    all.add(
        zip(
            "a link out",
            "symlink",
            () -> entry("lib/a.jar", "/etc/passwd", e -> e.mode = 0120777)));
    all.add(zip("a link in", "symlink", () -> entry("lib/a", "../lib", e -> e.mode = 0120777)));
    all.add(zip("a pipe", "special-file", () -> entry("lib/a", "", e -> e.mode = 0010644)));
    all.add(zip("a device", "special-file", () -> entry("lib/a", "", e -> e.mode = 0060644)));
    all.add(zip("a socket", "special-file", () -> entry("lib/a", "", e -> e.mode = 0140644)));
    all.add(zip("encrypted", "entry-encrypted", () -> entry("lib/a", "x", e -> e.flags |= 1)));
    all.add(
        zip(
            "compressed with bzip2",
            "entry-method",
            () ->
                entry(
                    "lib/a",
                    "x",
                    e -> {
                      e.method = 12;
                      e.localMethod = 12;
                    })));
  }

  private static byte[] entry(String name, String content, RawZip.Lie lie) {
    return RawZip.good().add(name, content, lie).bytes();
  }

  private static void lies(List<HostileBundle> all) {
    all.add(
        zip(
            "two names for an entry",
            "entry-disagrees",
            () -> entry("lib/a", "x", e -> e.localName = "../evil".getBytes(UTF_8))));
    all.add(
        zip(
            "two methods for an entry",
            "entry-disagrees",
            () -> entry("lib/a", "x", e -> e.localMethod = 0)));
    all.add(
        zip("an entry nowhere", "entries-overlap", () -> entry("lib/a", "x", e -> e.offset = 5)));
    all.add(
        zip(
            "an entry behind the end",
            "archive-damaged",
            () -> entry("lib/a", "x", e -> e.offset = 1 << 20)));
    all.add(
        zip(
            "two entries that share their bytes",
            "entries-overlap",
            () ->
                RawZip.good()
                    .add("lib/a", "x")
                    .add("plugin.json", "x", e -> e.offset = 0)
                    .bytes()));
    all.add(
        zip(
            "an entry that is its own archive",
            "entries-overlap",
            () ->
                RawZip.good()
                    .add(
                        "lib/a.zip",
                        "x",
                        e -> {
                          e.stored(new byte[10]);
                          e.compressed = 4_000;
                          e.size = 4_000;
                        })
                    .bytes()));
    all.add(zip("wrong checksum", "archive-checksum", () -> entry("lib/a", "x", e -> e.crc ^= 1)));
    all.add(
        zip(
            "garbage instead of deflate",
            "archive-damaged",
            () -> entry("lib/a", "xxxxxxxxxxxx", e -> Arrays.fill(e.data, (byte) 0xff))));
    all.add(
        zip(
            "deflate that is cut off",
            "archive-truncated",
            () ->
                entry(
                    "lib/a",
                    "abcdefghijklmnopqrstuvwxyz",
                    e -> {
                      e.data = Arrays.copyOf(e.data, 5);
                      e.compressed = 5;
                    })));
  }

  private static void ends(List<HostileBundle> all) {
    byte[] good = RawZip.good().add("lib/greeter.jar", "x").bytes();
    for (int cut : List.of(1, 22, 30, 60, good.length - 10)) {
      all.add(
          zip(
              "cut by %d bytes".formatted(cut),
              "archive-truncated",
              () -> Arrays.copyOf(good, good.length - cut)));
    }
    all.add(zip("only a signature", "archive-truncated", () -> new byte[] {'P', 'K', 3, 4}));
    all.add(zip("nothing", "artifact-empty", () -> new byte[0]));
    all.add(zip("no entry", "manifest-missing", () -> new RawZip().bytes()));
    all.add(zip("text", "not-an-archive", () -> "this is not an archive\n".getBytes(UTF_8)));
    all.add(
        zip("7z", "not-an-archive", () -> new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 39, 28}));
    all.add(
        zip(
            "something before it",
            "not-an-archive",
            () -> join("#!/bin/sh\nexit 1\n".getBytes(UTF_8), good)));
    all.add(
        zip(
            "another zip in its comment",
            "archive-truncated",
            () -> RawZip.good().comment(RawZip.good().add("lib/evil", "x").bytes()).bytes()));
    all.add(
        zip("a directory elsewhere", "archive-truncated", () -> RawZip.good().shift(-7).bytes()));
    all.add(
        zip(
            "a directory behind the end",
            "archive-truncated",
            () -> RawZip.good().shift(Integer.MAX_VALUE).bytes()));
    all.add(
        zip("two archives in a row", "archive-truncated", () -> join(good, RawZip.good().bytes())));
  }

  private static void bombs(List<HostileBundle> all) {
    all.add(
        zip(
            "64 MiB of zeros in 64 KiB",
            "too-many-bytes",
            () -> RawZip.good().add("lib/a", new byte[BIG]).bytes()));
    all.add(
        zip(
            "64 MiB that call themselves one byte",
            "too-many-bytes",
            () ->
                RawZip.good()
                    .add("lib/a".getBytes(UTF_8), new byte[BIG], e -> e.size = 1)
                    .bytes()));
    all.add(
        zip(
            "twenty files of a megabyte",
            "too-many-bytes",
            () -> {
              RawZip zip = RawZip.good();
              for (int i = 0; i < 20; i++) {
                zip.add("lib/a" + i, new byte[1 << 20]);
              }
              return zip.bytes();
            }));
    all.add(
        zip(
            "a thousand empty files",
            "too-many-files",
            () -> {
              RawZip zip = RawZip.good();
              for (int i = 0; i < 1_000; i++) {
                zip.add("lib/a" + i, "");
              }
              return zip.bytes();
            }));
    all.add(
        zip(
            "a thousand directories in each other",
            "path-too-long",
            () -> RawZip.good().add("a/".repeat(1_000) + "a", "x").bytes()));
    all.add(zip("65,000 entries that are one", "entries-overlap", () -> crowd(65_000)));
    all.add(zip("a million entries", "too-many-entries", () -> crowd(1_000_000)));
    all.add(
        zip(
            "a jar of 64 MiB of zeros",
            "too-many-bytes",
            () -> RawZip.good().add("lib/a.jar", "x", e -> e.stored(new byte[BIG])).bytes()));
  }

  /** So many entries, all of which are one. */
  private static byte[] crowd(int entries) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(64 << 20);
    byte[] one = new RawZip().add("a", "").bytes();
    int local = 30 + 1 + 2;
    all.write(one, 0, local);
    for (int i = 0; i < entries; i++) {
      all.write(one, local, 47);
    }
    java.nio.ByteBuffer end =
        java.nio.ByteBuffer.wrap(one, local + 47, 22).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    end.putInt(local + 47 + 12, entries * 47);
    all.write(one, local + 47, 22);
    return all.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
