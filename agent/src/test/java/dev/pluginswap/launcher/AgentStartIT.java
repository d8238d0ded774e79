package dev.pluginswap.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -javaagent} and {@code -jar}, in JVMs of their own. */
class AgentStartIT {

  /** Prints what the API answers, or why it does not. */
  private static final String ASKING =
      """
      package host;
      public class Main {
        public static void main(String[] args) {
          try {
            System.out.println("answer " + dev.pluginswap.api.PluginSwap.current().plugins());
          } catch (IllegalStateException e) {
            System.out.println("refused " + e.getMessage());
          }
        }
      }
      """;

  @TempDir Path directory;

  private Host asking() throws IOException {
    return Host.in(directory.resolve("host"))
        .with(ForkedJvm.apiClasses())
        .source("host.Main", ASKING)
        .compile();
  }

  private ForkedJvm run(Path jar, String... options) throws IOException {
    List<String> flags = new ArrayList<>();
    for (String option : options) {
      flags.add("-javaagent:" + jar + "=" + option);
    }
    // Without the API's own directory: the types come out of the agent's jar.
    flags.addAll(List.of("-cp", directory.resolve("host/classes").toString(), "host.Main"));
    asking();
    return ForkedJvm.java(directory, flags);
  }

  /** A host of another main class, in a directory of its own. */
  private ForkedJvm runAs(String main, String host, String... options) throws IOException {
    List<String> flags = new ArrayList<>(List.of(options));
    flags.add("-javaagent:" + ForkedJvm.agentJar() + "=" + plugins());
    flags.addAll(List.of("-cp", directory.resolve(host).resolve("classes").toString(), main));
    return ForkedJvm.java(directory, flags);
  }

  private String plugins() {
    return "plugins=" + directory.resolve("plugins");
  }

  @Test
  void theAgentStartsAndItsApiAnswers() throws Exception {
    try (ForkedJvm jvm = run(ForkedJvm.agentJar(), plugins())) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout()).containsExactly("answer []");
    }
  }

  @Test
  void nothingOfJmxHappensBeforeMainRuns() throws Exception {
    Host.in(directory.resolve("early"))
        .with(ForkedJvm.apiClasses())
        .source(
            "host.Early",
            """
            package host;
            import javax.management.MBeanServerFactory;
            public class Early {
              static {
                dev.pluginswap.api.PluginSwap.current();
                // The agent is up and its thread for JMX has been started: it waits for main.
                long end = System.nanoTime() + 1_000_000_000L;
                while (System.nanoTime() < end && servers() == 0) { Thread.onSpinWait(); }
                System.out.println("before main: " + servers());
              }
              static int servers() { return MBeanServerFactory.findMBeanServer(null).size(); }
              public static void main(String[] args) {
                long end = System.nanoTime() + 20_000_000_000L;
                while (System.nanoTime() < end && servers() == 0) { Thread.onSpinWait(); }
                System.out.println("in main: " + servers());
              }
            }
            """)
        .compile();
    try (ForkedJvm jvm = runAs("host.Early", "early")) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout()).containsExactly("before main: 0", "in main: 1");
    }
  }

  /** Without C1, which compiles what C2 is kept off, it would be interpreted for ever. */
  @Test
  void aJvmWithOneCompilerKeepsItForVerificationToo() throws Exception {
    Host.in(directory.resolve("one"))
        .source(
            "host.One",
            """
            package host;
            import java.lang.management.ManagementFactory;
            import javax.management.*;
            public class One {
              public static void main(String[] args) throws Exception {
                MBeanServer server = ManagementFactory.getPlatformMBeanServer();
                ObjectName agent = new ObjectName("dev.pluginswap:type=PluginSwap");
                long end = System.nanoTime() + 20_000_000_000L;
                while (System.nanoTime() < end && !server.isRegistered(agent)) { Thread.onSpinWait(); }
                System.out.println("registered: " + server.isRegistered(agent));
                Object directives = server.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "compilerDirectivesPrint", new Object[0], new String[0]);
                System.out.println("directives: " + (directives.toString().split("matching:").length - 1));
              }
            }
            """)
        .compile();
    try (ForkedJvm jvm = runAs("host.One", "one", "-XX:-TieredCompilation")) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout()).containsExactly("registered: true", "directives: 1");
    }
  }

  @Test
  void twoFlagsStartOneAgentAndTheSecondSaysSo() throws Exception {
    try (ForkedJvm jvm = run(ForkedJvm.agentJar(), plugins(), "plugins=elsewhere")) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout()).containsExactly("answer []");
      assertThat(jvm.stderr())
          .filteredOn(line -> line.contains("runs in this JVM already"))
          .singleElement()
          .asString()
          .contains("plugins=elsewhere");
      assertThat(directory.resolve("elsewhere")).doesNotExist();
    }
  }

  @Test
  void aWrongOptionIsNamedAndTheApplicationRunsOn() throws Exception {
    try (ForkedJvm jvm = run(ForkedJvm.agentJar(), "bogus=1")) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stderr())
          .filteredOn(
              line ->
                  line.startsWith("plugin-swap: not started, the application runs on without it: "))
          .singleElement()
          .asString()
          .endsWith(": unknown option 'bogus'");
      assertThat(jvm.stderr()).anyMatch(line -> line.startsWith("  drainTimeout "));
      assertThat(jvm.stdout())
          .first()
          .asString()
          .startsWith("refused the plugin-swap agent of this JVM did not start: ")
          .contains("bogus");
    }
  }

  @Test
  void anAgentWithoutItsCoreDoesNotStopTheApplication() throws Exception {
    Path damaged = without("core/dev/pluginswap/manage/", directory.resolve("damaged.jar"));
    try (ForkedJvm jvm = run(damaged, plugins())) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stderr())
          .anyMatch(
              line -> line.matches("plugin-swap: not started, .*: .*ClassNotFoundException.*"));
      assertThat(jvm.stdout()).singleElement().asString().startsWith("refused ");
    }
  }

  @Test
  void anAgentWithoutPartsOfItsLauncherDoesNotStopTheApplication() throws Exception {
    Path damaged = without("dev/pluginswap/launcher/Rendezvous", directory.resolve("damaged.jar"));
    try (ForkedJvm jvm = run(damaged, plugins())) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stderr())
          .anyMatch(line -> line.matches("plugin-swap: not started, .*: .*NoClassDefFoundError.*"));
    }
  }

  @Test
  void blanksAndUmlautsInThePathOfTheJarAreFine() throws Exception {
    Path jar = directory.resolve("über all + 100%").resolve("plugin swap#1.jar");
    Files.createDirectories(jar.getParent());
    Files.copy(ForkedJvm.agentJar(), jar);
    try (ForkedJvm jvm = run(jar, plugins())) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout()).containsExactly("answer []");
    }
  }

  @Test
  void theCommandLineKnowsItsVersion() throws Exception {
    try (ForkedJvm jvm =
        ForkedJvm.java(directory, "-jar", ForkedJvm.agentJar().toString(), "version")) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout()).first().asString().matches("plugin-swap \\d+\\.\\d+\\.\\d+.*");
    }
  }

  @Test
  void aCommandThatIsNotKnownEndsWithAnErrorCode() throws Exception {
    try (ForkedJvm jvm =
        ForkedJvm.java(directory, "-jar", ForkedJvm.agentJar().toString(), "no-such-command")) {
      assertThat(jvm.exitValue()).as(jvm::toString).isEqualTo(2);
    }
  }

  private static Path without(String prefix, Path target) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(ForkedJvm.agentJar()));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.getName().startsWith(prefix)) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          in.transferTo(out);
        }
      }
    }
    return target;
  }
}
