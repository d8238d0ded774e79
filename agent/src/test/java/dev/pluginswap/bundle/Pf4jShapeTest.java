package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.pluginswap.api.Problem;
import dev.pluginswap.testing.PluginJars;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins for PF4J, as people have them, in every shape. */
final class Pf4jShapeTest {

  private static final String PROPERTIES =
      "plugin.id=Welcome-Plugin\nplugin.version=1.2.3\nplugin.class=com.acme.WelcomePlugin\n";
  private static final String MANIFEST =
      "Manifest-Version: 1.0\nPlugin-Id: welcome\nPlugin-Version: 2.0\n"
          + "Plugin-Class: com.acme.WelcomePlugin\nPlugin-Provider: Ada\n\n";

  @TempDir Path directory;

  private Unpacked unpack(Path artifact) throws Exception {
    return Unpacker.unpack(
        artifact,
        artifact.getFileName().toString(),
        null,
        new MemorySink(),
        new BundleLimits(1 << 20, 100),
        new Deadline("unpacking", Duration.ofDays(1), System::nanoTime));
  }

  private Path zip(String name, Map<String, String> files) {
    Map<String, byte[]> entries = new TreeMap<>();
    files.forEach((path, text) -> entries.put(path, text.getBytes(UTF_8)));
    return PluginJars.write(directory.resolve(name), entries);
  }

  private static List<String> paths(Unpacked unpacked) {
    return unpacked.files().entries().stream().map(FileEntry::path).toList();
  }

  @Test
  void aZipWithPropertiesIsABundleWithClassesAndLibraries() throws Exception {
    Unpacked unpacked =
        unpack(
            zip(
                "welcome.zip",
                Map.of(
                    "plugin.properties", PROPERTIES,
                    "classes/com/acme/WelcomePlugin.class", "x",
                    "lib/words-1.jar", "y")));

    assertThat(unpacked.manifest().name()).isEqualTo("welcome-plugin");
    assertThat(unpacked.manifest().version()).isEqualTo("1.2.3");
    assertThat(unpacked.manifest().entry()).isEqualTo("com.acme.WelcomePlugin");
    assertThat(paths(unpacked))
        .containsExactlyInAnyOrder(
            "plugin.properties",
            "classes/com/acme/WelcomePlugin.class",
            "lib/words-1.jar",
            "plugin.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classes/META-INF/MANIFEST.MF", "META-INF/MANIFEST.MF"})
  void aZipWithAManifestOfAJarIsABundleToo(String place) throws Exception {
    Unpacked unpacked =
        unpack(zip("welcome.zip", Map.of(place, MANIFEST, "classes/com/acme/A.class", "x")));

    assertThat(unpacked.manifest().name()).isEqualTo("welcome");
    assertThat(unpacked.manifest().version()).isEqualTo("2.0");
    assertThat(paths(unpacked)).contains("classes/com/acme/A.class", "plugin.json");
  }

  @Test
  void aDirectoryIsTheSameBundleAsItsZip() throws Exception {
    Path zip =
        zip("w.zip", Map.of("plugin.properties", PROPERTIES, "classes/com/acme/A.class", "x"));
    Path root = Files.createDirectories(directory.resolve("w"));
    Files.writeString(root.resolve("plugin.properties"), PROPERTIES);
    Files.createDirectories(root.resolve("classes/com/acme"));
    Files.writeString(root.resolve("classes/com/acme/A.class"), "x");

    assertThat(unpack(root).files().digest()).isEqualTo(unpack(zip).files().digest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"META-INF/MANIFEST.MF", "plugin.properties"})
  void aJarStaysWhole(String place) throws Exception {
    String keys = place.equals("plugin.properties") ? PROPERTIES : MANIFEST;
    Unpacked unpacked =
        unpack(zip("welcome-9.jar", Map.of(place, keys, "com/acme/WelcomePlugin.class", "x")));

    assertThat(unpacked.manifest().entry()).isEqualTo("com.acme.WelcomePlugin");
    assertThat(unpacked.manifest().version()).isNotEqualTo("9");
    assertThat(paths(unpacked)).containsExactlyInAnyOrder("lib/welcome-9.jar", "plugin.json");
    assertThat(unpacked.warnings()).isEmpty();
  }

  @Test
  void aPluginJsonGoesBeforeTheKeys() throws Exception {
    Unpacked unpacked =
        unpack(
            zip(
                "w.zip",
                Map.of(
                    "plugin.json", "{\"name\":\"mine\",\"version\":\"7\"}",
                    "plugin.properties", PROPERTIES,
                    "classes/com/acme/A.class", "x")));
    assertThat(unpacked.manifest().name()).isEqualTo("mine");
    assertThat(unpacked.manifest().entry()).isNull();
  }

  @Test
  void aJarThatIsNotForPf4jIsStillAJar() throws Exception {
    Unpacked unpacked =
        unpack(
            zip(
                "plain-1.0.jar",
                Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n\n", "lib/a.jar", "x")));
    assertThat(unpacked.manifest().name()).isEqualTo("plain");
    assertThat(paths(unpacked)).contains("lib/plain-1.0.jar");
  }

  @Test
  void withoutAClassItIsItsExtensionsAlone() throws Exception {
    Unpacked unpacked =
        unpack(
            zip(
                "w.zip",
                Map.of(
                    "plugin.properties",
                    "plugin.id=w\nplugin.class=org.pf4j.Plugin",
                    "classes/com/acme/A.class",
                    "x")));
    assertThat(unpacked.manifest().entry()).isNull();
    assertThat(unpacked.manifest().version()).isEqualTo("0.0.0");
  }

  @Test
  void onePluginThatNeedsAnotherIsRefused() {
    Problem problem = refusal(PROPERTIES + "plugin.dependencies=perhaps?@1.0, base@>=1.0 , more\n");
    assertThat(problem.code()).isEqualTo("pf4j-dependencies");
    assertThat(problem.where()).isEqualTo("plugin.properties");
    assertThat(problem.what()).contains("base, more").doesNotContain("perhaps");
  }

  @Test
  void whatCannotBeHonouredIsSaid() throws Exception {
    Unpacked unpacked =
        unpack(
            zip(
                "w.zip",
                Map.of(
                    "plugin.properties",
                    PROPERTIES + "plugin.requires=>=3.0\nplugin.dependencies=perhaps?@1.0",
                    "classes/com/acme/A.class",
                    "x")));
    assertThat(unpacked.warnings())
        .extracting(Problem::code, Problem::isError)
        .containsExactly(tuple("pf4j-requires-ignored", false), tuple("pf4j-dependencies", false));
  }

  @Test
  void anIdOrAClassThatIsNoneIsRefused() {
    assertThat(refusal("plugin.id=!!!\nplugin.version=1").code()).isEqualTo("name-unknown");
    assertThat(refusal("plugin.id=a\nplugin.version=1\nplugin.class=not a class").where())
        .startsWith("plugin.properties");
  }

  private Problem refusal(String properties) {
    Path zip =
        zip("w.zip", Map.of("plugin.properties", properties, "classes/com/acme/A.class", "x"));
    BundleRefusedException refused =
        catchThrowableOfType(BundleRefusedException.class, () -> unpack(zip));
    assertThat(refused).isNotNull();
    return refused.problems().get(0);
  }

  @Test
  void anExtensionProvidesEveryExtensionPointThatItImplements() throws Exception {
    Map<String, String> api = new LinkedHashMap<>();
    api.put("org.pf4j.ExtensionPoint", "package org.pf4j; public interface ExtensionPoint {}");
    api.put(
        "host.Greeting",
        "package host; public interface Greeting extends org.pf4j.ExtensionPoint {}");
    api.put("host.Loud", "package host; public interface Loud extends Greeting {}");
    api.put("host.Plain", "package host; public interface Plain {}");
    api.put("host.Base", "package host; public class Base implements Loud {}");
    Path host = PluginJars.write(directory.resolve("host.jar"), PluginJars.compile(api));
    Map<String, byte[]> extensions =
        new TreeMap<>(
            PluginJars.compile(
                Map.of(
                    "p.Hello",
                    "package p; public class Hello extends host.Base implements host.Plain {}"),
                host));
    extensions.put(
        "META-INF/extensions.idx", "# made by hand\np.Hello # one\n\np.Gone\n".getBytes(UTF_8));
    extensions.put("META-INF/services/host.Plain", "p.Hello\n".getBytes(UTF_8));
    Path plugin = PluginJars.write(directory.resolve("plugin.jar"), extensions);

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {host.toUri().toURL(), plugin.toUri().toURL()}, null)) {
      assertThat(ServiceFiles.read(List.of(plugin), loader))
          .isEqualTo(
              Map.of(
                  "host.Greeting", Set.of("p.Hello"),
                  "host.Loud", Set.of("p.Hello"),
                  "host.Plain", Set.of("p.Hello"),
                  "org.pf4j.ExtensionPoint", Set.of("p.Gone")));
    }
    assertThat(Pf4j.extensions(List.of(plugin, host))).containsExactly("p.Hello", "p.Gone");
  }

  @Test
  void theKeysAreFoundAgainInTheUnpackedBundle() throws Exception {
    Path root = Files.createDirectories(directory.resolve("root/lib")).getParent();
    Files.copy(zip("x.jar", Map.of("META-INF/MANIFEST.MF", MANIFEST)), root.resolve("lib/x.jar"));
    Bundle bundle = bundle(root, "lib/x.jar");
    assertThat(Pf4j.keys(bundle)).get().extracting(Pf4jKeys::provider).isEqualTo("Ada");

    Files.writeString(root.resolve("plugin.properties"), PROPERTIES);
    assertThat(Pf4j.keys(bundle)).get().extracting(Pf4jKeys::id).isEqualTo("Welcome-Plugin");
  }

  private static Bundle bundle(Path root, String file) throws IOException {
    FileList files =
        FileList.of(List.of(new FileEntry(file, Files.size(root.resolve(file)), "0".repeat(64))));
    return Bundle.of(root, Manifest.of("x", "1"), files);
  }
}
