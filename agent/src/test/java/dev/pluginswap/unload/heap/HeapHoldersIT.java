package dev.pluginswap.unload.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of the JDK under test, read by the agent's own jar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeapHoldersIT {

  private static final String HOST = "dev.pluginswap.unload.heap.HeldLoaders";
  private static final String GREETER = "dev.pluginswap.unload.heap.Greeter";

  private List<String> said = List.of();
  private Path dumps = Path.of("");

  @BeforeAll
  void askInOneJvm(@TempDir Path directory) throws Exception {
    dumps = Files.createDirectory(directory.resolve("dumps"));
    Path module = ForkedJvm.moduleDirectory();
    String classPath =
        module.resolve("target/classes") + ":" + module.resolve("target/test-classes");
    try (ForkedJvm jvm =
        ForkedJvm.java(
            directory,
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath,
            HOST,
            dumps.toString(),
            "-jar",
            ForkedJvm.agentJar().toString(),
            "heap-report")) {
      assertThat(jvm.exitValue(Duration.ofMinutes(3))).as(jvm::toString).isZero();
      said = jvm.stdout();
    }
    assertThat(dumps).isEmptyDirectory();
  }

  private List<String> holders(String name) {
    assertThat(said).contains(name + ". Held");
    String prefix = name + ": ";
    return said.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }

  @Test
  void aLocalVariableIsNamedByItsThreadAndMethod() {
    assertThat(holders("local"))
        .singleElement()
        .asString()
        .matches(
            "thread \"worker-3\" in \\Q%s\\E\\.holdInLocal\\(HeldLoaders\\.java:\\d+\\): local variable → \\Q%s\\E"
                .formatted(HOST, GREETER));
  }

  @Test
  void staticFieldsAreNamed() {
    assertThat(holders("list"))
        .containsExactly("static " + HOST + ".LISTENERS → ArrayList[3] → " + GREETER);
    assertThat(holders("map"))
        .containsExactly("static " + HOST + ".BY_NAME → ConcurrentHashMap{…} → " + GREETER);
    assertThat(holders("field")).containsExactly("static " + HOST + ".field → " + GREETER);
  }

  @Test
  void arraysClassesAndProtectionDomainsOfThePluginHoldIt() {
    String references = "static " + HOST + ".REFERENCES → ";
    assertThat(holders("array")).containsExactly(references + "ArrayList[0] → " + GREETER + "[]");
    assertThat(holders("uninitialised"))
        .containsExactly(references + "ArrayList[1] → class " + GREETER);
    assertThat(holders("domain"))
        .containsExactly(
            references
                + "ArrayList[2] → java.security.ProtectionDomain.classloader → class loader domain");
  }

  @Test
  void threadsAreNamedByTheirThreadLocalsAndMethods() {
    assertThat(holders("thread-local"))
        .containsExactly("thread \"worker-4\": thread local → " + GREETER);
    assertThat(holders("running"))
        .first()
        .asString()
        .matches(
            "thread \"worker-5\" in \\Q%s\\E\\.await\\(Greeter\\.java:\\d+\\): is running it → class \\Q%s\\E"
                .formatted(GREETER, GREETER));
    assertThat(holders("monitor"))
        .singleElement()
        .asString()
        .startsWith("thread \"worker-6\" in " + HOST + ".holdMonitor(")
        .endsWith(" → " + GREETER);
  }

  @Test
  void whatIsHeldByNothingIsCollected() {
    assertThat(said).contains("nothing. Collected", "weak. Collected");
  }

  @Test
  void whatADumpCannotShowIsUnheld() {
    assertThat(said).contains("soft. Unheld", "class-value. Unheld");
  }

  /** JDK 21 has virtual threads, but dumps no stack of one that waits. */
  @Test
  void aVirtualThreadThatWaitsIsNamedFromJdk22On() throws IOException {
    if (ForkedJvm.release() >= 22) {
      assertThat(holders("virtual"))
          .singleElement()
          .asString()
          .startsWith("thread \"virtual-7\" in " + HOST + ".holdWhenUnmounted(")
          .endsWith("): local variable → " + GREETER);
    } else {
      assertThat(said).noneMatch(line -> line.startsWith("virtual. Held"));
    }
  }

  @Test
  void aJniGlobalIsNamed() throws IOException {
    if (ForkedJvm.release() >= 22) {
      assertThat(holders("jni"))
          .singleElement()
          .asString()
          .startsWith("JNI global → ")
          .endsWith(" → " + GREETER);
    } else {
      assertThat(said).noneMatch(line -> line.startsWith("jni. ")); // made by no means there
    }
  }
}
