package dev.pluginswap.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.Plugin;
import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.testing.TestPlugin;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginClassLoaderTest {

  @TempDir Path directory;
  private URLClassLoader workspace;

  @BeforeEach
  void makeWorkspace() throws Exception {
    Map<String, byte[]> entries =
        new HashMap<>(
            PluginJars.compile(
                Map.of(
                    "acme.api.Exported", "package acme.api; public class Exported {}",
                    "acme.api.spi.Below", "package acme.api.spi; public class Below {}",
                    "acme.apis.Neighbour", "package acme.apis; public class Neighbour {}",
                    "acme.Shared", "package acme; public class Shared {}",
                    "acme.OnlyHere", "package acme; public class OnlyHere {}")));
    entries.put("text", "workspace".getBytes(UTF_8));
    Path jar = PluginJars.write(directory.resolve("workspace.jar"), entries);
    workspace = new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
  }

  private PluginClassLoader loader(TestPlugin plugin, String... exports) {
    return new PluginRuntime(new RuntimeSettings(workspace, List.of(exports)))
        .loader(plugin.bundle(directory.resolve("bundle")), "p@1#1");
  }

  private static TestPlugin withCopies() {
    return TestPlugin.of("p", "1")
        .source("acme.api.Exported", "package acme.api; public class Exported {}")
        .source("acme.api.Own", "package acme.api; public class Own {}")
        .source("acme.api.spi.Below", "package acme.api.spi; public class Below {}")
        .source("acme.apis.Neighbour", "package acme.apis; public class Neighbour {}")
        .source("acme.Shared", "package acme; public class Shared {}")
        .jarFile("javax/sql/DataSource.class", emptyClass("javax/sql/DataSource"))
        .jarFile("javax/sql/Extra.class", emptyClass("javax/sql/Extra"))
        .source("dev.pluginswap.api.Plugin", "package dev.pluginswap.api; public class Plugin {}")
        .source("dev.pluginswap.api.Extra", "package dev.pluginswap.api; public class Extra {}")
        .jarFile("text", "plugin")
        .jarFile("own", "plugin");
  }

  /** Written, not compiled: javac refuses classes in a package of the JDK. */
  private static byte[] emptyClass(String internalName) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
        internalName,
        null,
        "java/lang/Object",
        null);
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void thePluginComesFirstAndThenTheWorkspace() throws Exception {
    try (PluginClassLoader loader = loader(withCopies())) {
      assertThat(loader.loadClass("acme.Shared").getClassLoader()).isSameAs(loader);
      assertThat(loader.loadClass("acme.OnlyHere").getClassLoader()).isSameAs(workspace);
      assertThatThrownBy(() -> loader.loadClass("acme.Nowhere"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void exportedPackagesAreTheWorkspacesFirst() throws Exception {
    try (PluginClassLoader loader = loader(withCopies(), "acme.api")) {
      assertThat(loader.loadClass("acme.api.Exported").getClassLoader()).isSameAs(workspace);
      assertThat(loader.loadClass("acme.api.Own").getClassLoader()).isSameAs(loader);
      assertThat(loader.loadClass("acme.api.spi.Below").getClassLoader()).isSameAs(loader);
    }
  }

  @Test
  void aStarExportsAllBelowButNoNeighbour() throws Exception {
    try (PluginClassLoader loader = loader(withCopies(), "acme.api.*")) {
      assertThat(loader.loadClass("acme.api.Exported").getClassLoader()).isSameAs(workspace);
      assertThat(loader.loadClass("acme.api.spi.Below").getClassLoader()).isSameAs(workspace);
      assertThat(loader.loadClass("acme.apis.Neighbour").getClassLoader()).isSameAs(loader);
    }
  }

  @Test
  void anExportThatIsNoPackageIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RuntimeSettings(workspace, List.of("acme.*.api")))
        .withMessageContaining("'acme.*.api'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RuntimeSettings(workspace, List.of("*")));
  }

  @Test
  void whatTheJdkHasIsTheJdks() throws Exception {
    try (PluginClassLoader loader = loader(withCopies())) {
      assertThat(loader.loadClass("javax.sql.DataSource")).isSameAs(javax.sql.DataSource.class);
      assertThat(loader.loadClass("javax.sql.Extra").getClassLoader()).isSameAs(loader);
      assertThat(loader.loadClass("org.w3c.dom.Node")).isSameAs(org.w3c.dom.Node.class);
      assertThatThrownBy(() -> loader.loadClass("java.lang.Nothing"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void theApiIsTheAgentsAndAPluginCannotAddToIt() throws Exception {
    try (PluginClassLoader loader = loader(withCopies())) {
      assertThat(loader.loadClass("dev.pluginswap.api.Plugin")).isSameAs(Plugin.class);
      assertThatThrownBy(() -> loader.loadClass("dev.pluginswap.api.Extra"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void resourcesAreThePluginsFirst() throws Exception {
    try (PluginClassLoader loader = loader(withCopies())) {
      assertThat(text(loader.getResource("text"))).isEqualTo("plugin");
      assertThat(Collections.list(loader.getResources("text"))).hasSize(2);
      assertThat(loader.getResource("acme/OnlyHere.class")).isNotNull();
      try (InputStream in = loader.getResourceAsStream("text")) {
        assertThat(in).hasContent("plugin");
      }
      assertThat(loader.getResourceAsStream("nowhere")).isNull();
    }
  }

  @Test
  void closingLeavesTheWorkspacesResourcesAndNoOpenJar() throws Exception {
    URL own;
    try (PluginClassLoader loader = loader(withCopies());
        InputStream shared = loader.getResourceAsStream("acme/OnlyHere.class")) {
      assertThat(shared.read()).isEqualTo(0xca);
      own = loader.getResource("own");
      assertThat(text(own)).isEqualTo("plugin");
    }
    assertThat(workspace.getResource("text").openStream()).hasContent("workspace");
    // Linux shows what is open; elsewhere the first half of this test has to do.
    Path open = Path.of("/proc/self/fd");
    if (Files.isDirectory(open)) {
      try (var descriptors = Files.list(open)) {
        assertThat(descriptors.map(PluginClassLoaderTest::target))
            .noneMatch(file -> file.contains(directory + "/bundle"));
      }
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (java.io.IOException e) {
      return ""; // closed meanwhile
    }
  }

  private static String text(URL url) throws Exception {
    try (InputStream in = url.openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void aMultiReleaseJarShowsTheNewestClassesAndResources() throws Exception {
    Map<String, byte[]> entries =
        new HashMap<>(
            PluginJars.compile(
                Map.of(
                    "acme.Mr",
                    "package acme; public class Mr { public String toString() { return \"base\"; } }")));
    PluginJars.compile(
            Map.of(
                "acme.Mr",
                "package acme; public class Mr { public String toString() { return \"17\"; } }"))
        .forEach((path, content) -> entries.put("META-INF/versions/17/" + path, content));
    entries.put(
        "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes(UTF_8));
    entries.put("where", "base".getBytes(UTF_8));
    entries.put("META-INF/versions/17/where", "17".getBytes(UTF_8));
    Path jar = PluginJars.write(directory.resolve("mr.jar"), entries);
    TestPlugin plugin = TestPlugin.of("p", "1").bundleFile("lib/mr.jar", Files.readAllBytes(jar));
    try (PluginClassLoader loader = loader(plugin)) {
      assertThat(loader.loadClass("acme.Mr").getConstructor().newInstance()).hasToString("17");
      assertThat(text(loader.getResource("where"))).isEqualTo("17");
    }
  }

  @Test
  void nativeLibrariesAreFoundInTheBundle() throws Exception {
    String one = System.mapLibraryName("one");
    String two = System.mapLibraryName("two");
    TestPlugin plugin =
        TestPlugin.of("p", "1")
            .bundleFile("native/" + one, new byte[0])
            .bundleFile("lib/" + two, new byte[0]);
    try (PluginClassLoader loader = loader(plugin)) {
      Path root = directory.resolve("bundle");
      assertThat(loader.findLibrary("one"))
          .isEqualTo(root.resolve("native").resolve(one).toString());
      assertThat(loader.findLibrary("two")).isEqualTo(root.resolve("lib").resolve(two).toString());
      assertThat(loader.findLibrary("three")).isNull();
    }
  }

  @Test
  void stackTracesAndClassesNameTheGeneration() throws Exception {
    try (PluginClassLoader loader = loader(withCopies())) {
      assertThat(loader.getName()).isEqualTo("p@1#1");
      assertThat(loader.isRegisteredAsParallelCapable()).isTrue();
    }
  }
}
