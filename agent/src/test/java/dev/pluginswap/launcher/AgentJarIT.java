package dev.pluginswap.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Host;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the packed jar, and that its core loads on the JDK under test. */
class AgentJarIT {

  @TempDir Path directory;

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(ForkedJvm.agentJar().toFile())) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  @Test
  void theApplicationsClassPathGetsTheLauncherAndTheApiAlone() throws Exception {
    assertThat(entries())
        .filteredOn(name -> !name.startsWith("core/"))
        .allMatch(
            name ->
                name.startsWith("dev/pluginswap/launcher/")
                    || name.startsWith("dev/pluginswap/api/")
                    || name.equals("META-INF/MANIFEST.MF")
                    || name.equals("META-INF/LICENSE"));
    assertThat(entries())
        .filteredOn(name -> name.startsWith("core/"))
        .noneMatch(name -> name.endsWith(".class"))
        .noneMatch(name -> name.startsWith("core/dev/pluginswap/launcher/"))
        .noneMatch(name -> name.startsWith("core/dev/pluginswap/api/"));
  }

  @Test
  void nothingIsLeftThatBelongsToTheLibrariesOwnJars() throws Exception {
    assertThat(entries())
        .noneMatch(name -> name.contains("module-info"))
        .noneMatch(name -> name.contains("META-INF/versions/"))
        .noneMatch(name -> name.contains("META-INF/maven/"))
        .noneMatch(name -> name.matches(".*\\.(SF|RSA|DSA|EC)"));
  }

  @Test
  void everyServiceAndEveryLicenseOfEveryLibraryIsKept() throws Exception {
    Path libraries = ForkedJvm.moduleDirectory().resolve("target/libraries");
    try (Stream<Path> files = Files.walk(libraries);
        JarFile jar = new JarFile(ForkedJvm.agentJar().toFile())) {
      List<Path> services =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.getParent().endsWith("META-INF/services"))
              .toList();
      assertThat(services).isNotEmpty();
      for (Path service : services) {
        ZipEntry kept = jar.getEntry("core/META-INF/services/" + service.getFileName());
        assertThat(kept).as(service.toString()).isNotNull();
        try (InputStream in = jar.getInputStream(kept)) {
          assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
              .as(service.toString())
              .containsAll(Files.readAllLines(service));
        }
      }
    }
    Set<String> licensed = new HashSet<>();
    for (String name : entries()) {
      if (name.startsWith("core/META-INF/licenses/")) {
        licensed.add(Path.of(name).getName(3).toString());
      }
    }
    // picocli's jar has no license file; it is under the Apache License, which META-INF/LICENSE is.
    assertThat(licensed)
        .containsExactlyInAnyOrder(
            "byte-buddy",
            "jackson-core",
            "slf4j-api",
            "commons-compress",
            "commons-codec",
            "commons-io",
            "commons-lang3");
  }

  @Test
  void theResolverOfMavenArtifactsIsKeptApartWithItsServicesAndLicenses() throws Exception {
    Path libraries = ForkedJvm.moduleDirectory().resolve("target/maven-libraries");
    Set<String> licensed = new HashSet<>(Set.of("methanol")); // which is in our own tree
    Set<String> services = new HashSet<>();
    try (Stream<Path> files = Files.walk(libraries)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path inLibrary = libraries.relativize(file);
        if (file.getFileName().toString().startsWith("LICENSE")) {
          licensed.add(inLibrary.getName(0).toString().replaceFirst("-jar$", ""));
        }
        if (file.getParent().endsWith("META-INF/services")) {
          services.add(file.getFileName().toString());
        }
      }
    }
    List<String> entries = entries();
    for (String name : licensed) {
      assertThat(entries)
          .anyMatch(entry -> entry.startsWith("core/maven/META-INF/licenses/" + name + "/LICENSE"));
    }
    for (String name : services) {
      assertThat(entries).contains("core/maven/META-INF/services/" + name);
    }
    assertThat(entries)
        .contains(
            "core/maven/dev/pluginswap/source/maven/AetherResolution.classdata",
            "core/maven/org/eclipse/aether/RepositorySystem.classdata",
            "core/maven/org/eclipse/aether/transport/jdk/JdkTransporter.classdata")
        .noneMatch(entry -> entry.startsWith("core/dev/pluginswap/source/maven/"))
        .noneMatch(entry -> entry.startsWith("core/org/eclipse/"))
        .noneMatch(entry -> entry.startsWith("core/maven/org/slf4j/"));
  }

  /** In the launcher's package, so that it may use the loader as the launcher does. */
  private static final String PROBE =
      """
      package dev.pluginswap.launcher;
      import java.io.InputStream;
      import java.nio.file.Path;
      import java.util.Collections;
      import java.util.List;
      import java.util.ServiceLoader;
      import java.util.jar.JarFile;
      public class Probe {
        public static void main(String[] args) throws Exception {
          Path jar = Path.of(args[0]);
          ClassLoader core = new CoreLoader(jar, ClassLoader.getSystemClassLoader());
          int loaded = 0;
          for (var entry : Collections.list(new JarFile(jar.toFile()).entries())) {
            String name = entry.getName();
            if (name.matches("core/(dev/pluginswap|net/bytebuddy|com/fasterxml|org/slf4j|picocli)/.*data")) {
              name = name.substring(5, name.length() - 10).replace('/', '.');
              try {
                Class<?> type = Class.forName(name, false, core);
                type.getDeclaredMethods();
                loaded++;
              } catch (NoClassDefFoundError e) {
                System.out.println("optional " + e.getMessage() + " of " + name);
              }
            }
          }
          System.out.println("loaded " + loaded);

          Class<?> factory = Class.forName("com.fasterxml.jackson.core.JsonFactory", true, core);
          Object found = ServiceLoader.load(factory, core).iterator().next();
          Object parser = factory.getMethod("createParser", String.class).invoke(found, "3.25");
          parser.getClass().getMethod("nextToken").invoke(parser);
          System.out.println(
              "parsed " + parser.getClass().getMethod("getDoubleValue").invoke(parser));

          Class<?> buddyType = Class.forName("net.bytebuddy.ByteBuddy", true, core);
          Object builder = buddyType.getMethod("subclass", Class.class)
              .invoke(buddyType.getConstructor().newInstance(), Object.class);
          Class<?> builderType =
              Class.forName("net.bytebuddy.dynamic.DynamicType$Builder", false, core);
          Object made = builderType.getMethod("make").invoke(builder);
          byte[] bytes = (byte[]) Class.forName("net.bytebuddy.dynamic.DynamicType", false, core)
              .getMethod("getBytes").invoke(made);
          System.out.println("made " + (bytes.length > 0));

          try (InputStream in = core.getResourceAsStream("net/bytebuddy/ByteBuddy.class")) {
            System.out.println("read " + Integer.toHexString(in.read()));
          }
          System.out.println("api " + core.loadClass("dev.pluginswap.api.Plugin").getClassLoader()
              .equals(ClassLoader.getSystemClassLoader()));
          System.out.println("at " + buddyType.getProtectionDomain().getCodeSource().getLocation()
              .equals(jar.toUri().toURL()));
          System.out.println("attach " + core.loadClass("com.sun.tools.attach.VirtualMachine")
              .getModule().getName());
          System.out.println("none " + Collections.list(core.getResources("no/such/thing")));
        }
      }
      """;

  @Test
  void theCoreAndItsLibrariesLoadAndWorkBehindTheirLoader() throws Exception {
    Host host =
        Host.in(directory.resolve("host"))
            .with(ForkedJvm.agentJar())
            .source("dev.pluginswap.launcher.Probe", PROBE)
            .compile();
    try (ForkedJvm jvm =
        ForkedJvm.java(
            directory,
            "-cp",
            host.path(),
            "dev.pluginswap.launcher.Probe",
            ForkedJvm.agentJar().toString())) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      List<String> lines = jvm.stdout();
      // Byte Buddy can use JNA, and picocli and SLF4J nothing that is not there.
      assertThat(lines)
          .filteredOn(line -> line.startsWith("optional "))
          .allMatch(line -> line.startsWith("optional com/sun/jna/"));
      assertThat(lines).anyMatch(line -> line.matches("loaded \\d{4,}"));
      assertThat(lines)
          .endsWith(
              "parsed 3.25",
              "made true",
              "read ca",
              "api true",
              "at true",
              "attach jdk.attach",
              "none []");
    }
  }
}
