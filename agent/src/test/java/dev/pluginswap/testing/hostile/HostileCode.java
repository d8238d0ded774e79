package dev.pluginswap.testing.hostile;

import static dev.pluginswap.testing.hostile.HostileBundles.zip;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Jars that are none, and classes that lie. */
final class HostileCode {

  private static final String ENTRY =
      "{\"name\": \"greeter\", \"version\": \"2.0.0\", \"entry\": \"com.acme.Evil\"}";

  private HostileCode() {}

  static List<HostileBundle> all() {
    List<HostileBundle> all = new ArrayList<>();
    jars(all);
    classes(all);
    return all;
  }

  private static byte[] bundle(String manifest, byte[] jar) {
    return new RawZip().add("plugin.json", manifest).add("lib/greeter.jar", jar).bytes();
  }

  private static void jars(List<HostileBundle> all) {
    byte[] jar = new RawZip().add("com/acme/Evil.txt", "x").bytes();
    all.add(
        zip(
            "a jar of text",
            "jar-damaged",
            () -> bundle(HostileBundles.MANIFEST, "hello".getBytes(UTF_8))));
    all.add(zip("an empty jar", "jar-damaged", () -> bundle(HostileBundles.MANIFEST, new byte[0])));
    all.add(
        zip(
            "a jar that is cut off",
            "jar-damaged",
            () -> bundle(HostileBundles.MANIFEST, Arrays.copyOf(jar, jar.length / 2))));
    all.add(
        zip(
            "a jar with a class path that leads out",
            "class-path-entry",
            () ->
                bundle(
                    HostileBundles.MANIFEST,
                    new RawZip()
                        .add(
                            "META-INF/MANIFEST.MF",
                            "Manifest-Version: 1.0\nClass-Path: ../../../../evil.jar\n\n")
                        .bytes())));
    all.add(
        zip(
            "a jar with a manifest that is none",
            "jar-manifest-damaged",
            () ->
                bundle(
                    HostileBundles.MANIFEST,
                    new RawZip().add("META-INF/MANIFEST.MF", "no colon here\n\n").bytes())));
    all.add(
        zip(
            "a jar with a provider that is not there",
            "provider-missing",
            () ->
                bundle(
                    "{\"name\": \"greeter\", \"version\": \"2.0.0\", \"services\": [\"java.util.function.Supplier\"]}",
                    new RawZip()
                        .add("META-INF/services/java.util.function.Supplier", "com.acme.Evil")
                        .bytes())));
    all.add(
        zip(
            "a jar whose classes are 1.1 GiB",
            "classes-too-large",
            () -> {
              RawZip large = new RawZip();
              byte[] some = new byte[1 << 20];
              for (int i = 0; i < 100; i++) {
                large.add(
                    "com/acme/A%d.class".formatted(i).getBytes(UTF_8),
                    some,
                    e -> e.size = 12 << 20);
              }
              return bundle(HostileBundles.MANIFEST, large.bytes());
            }));
    all.add(
        zip(
            "a class that calls itself smaller",
            "class-file-damaged",
            () ->
                bundle(
                    ENTRY,
                    new RawZip()
                        .add(
                            "com/acme/Evil.class".getBytes(UTF_8),
                            new byte[64 << 20],
                            e -> e.size = 9)
                        .bytes())));
    all.add(zip("an entry that is not there", "entry-missing", () -> bundle(ENTRY, jar)));
  }

  private static HostileBundle evil(String name, String code, Surgery surgery) {
    return zip(
        "class: " + name,
        code,
        () -> {
          byte[] changed = surgery.on(someClass());
          return bundle(ENTRY, new RawZip().add("com/acme/Evil.class", changed).bytes());
        });
  }

  private interface Surgery {
    byte[] on(byte[] classFile) throws IOException;
  }

  private static void classes(List<HostileBundle> all) {
    all.add(evil("nothing", "class-file-damaged", file -> new byte[0]));
    all.add(evil("text", "class-file-too-new", file -> "class Evil {}".getBytes(UTF_8)));
    all.add(evil("another name", "class-does-not-link", file -> file));
    all.add(evil("cut off", "class-file-damaged", file -> Arrays.copyOf(file, file.length / 2)));
    all.add(evil("cut in its constants", "class-file-damaged", file -> Arrays.copyOf(file, 60)));
    all.add(
        evil(
            "something after it",
            "class-does-not-link",
            file -> Arrays.copyOf(file, file.length + 1)));
    all.add(
        evil(
            "65,535 constants that are not there",
            "class-file-damaged",
            file -> with(file, 8, 0xff, 0xff)));
    all.add(evil("no constant at all", "class-file-damaged", file -> with(file, 8, 0, 0)));
    all.add(evil("a constant of no kind", "class-file-damaged", file -> with(file, 10, 99)));
    all.add(evil("of Java 99", "class-file-too-new", file -> with(file, 6, 0, 143)));
    all.add(evil("of Java 0", "class-does-not-link", file -> with(file, 6, 0, 1)));
    all.add(evil("a class of 64 MiB", "class-too-large", file -> new byte[64 << 20]));
  }

  private static byte[] with(byte[] file, int at, int... bytes) {
    byte[] changed = file.clone();
    for (int i = 0; i < bytes.length; i++) {
      changed[at + i] = (byte) bytes[i];
    }
    return changed;
  }

  private static byte[] someClass() throws IOException {
    try (InputStream in =
        HostileCode.class.getResourceAsStream(HostileBundle.class.getSimpleName() + ".class")) {
      return in.readAllBytes();
    }
  }
}
