package dev.pluginswap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.it.CommandLine.Ran;
import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line against JVMs that run the agent. Each test has a plugin of its own. Commands
 * name their JVM, since other JVMs of this machine may run an agent too.
 */
class CommandLineIT {

  private static final List<String> REPORT =
      List.of(
          "operation",
          "outcome",
          "plugin",
          "version",
          "digest",
          "signer",
          "generation",
          "previous",
          "phases",
          "problems");

  @TempDir static Path directory;
  private static Host host;
  private static ForkedJvm workspace;

  @BeforeAll
  static void startAWorkspace() throws Exception {
    host = Workspaces.idle(directory.resolve("host"));
    workspace = Workspaces.start(directory, host, directory.resolve("plugins"), List.of());
    workspace.awaitLine("^up$");
  }

  @AfterAll
  static void endIt() {
    workspace.close();
  }

  /** Runs a command for the workspace, in the directory of the bundles. */
  private static Ran ask(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--pid";
    all[arguments.length + 1] = String.valueOf(workspace.pid());
    return CommandLine.run(directory, all);
  }

  private static String zip(TestPlugin plugin, String file) {
    return plugin.zip(directory.resolve(file)).getFileName().toString();
  }

  /** Writes the bundle into the directory that commands run in; answers its relative path. */
  private static String greeter(String name, String version) {
    return zip(TestPlugin.greeter(name, version, "Hello"), name + "-" + version + ".zip");
  }

  private static TestPlugin failing(String name, String version) {
    return TestPlugin.greeter(name, version, "Hello")
        .source(
            "test.Entry",
            """
            package test;
            public class Entry implements dev.pluginswap.api.Plugin {
              @Override public void start(dev.pluginswap.api.PluginContext context) {
                throw new IllegalStateException("no port is free");
              }
            }
            """)
        .entry("test.Entry");
  }

  private static TestPlugin withoutItsService(String name, String version) {
    return TestPlugin.of(name, version)
        .source("test.Hello", "package test; public class Hello {}")
        .provides(Greeter.class.getName(), "test.Hello")
        .requires(Greeter.class.getName());
  }

  private static List<Object> list(Map<String, Object> json, String key) {
    return new ArrayList<>((List<?>) json.get(key));
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, item) -> map.put((String) key, item));
    return map;
  }

  @Test
  void installSaysInJsonWhatItDidAndTheExitCodeSaysHowItEnded() throws Exception {
    Ran first = ask("install", greeter("coded", "1.0.0"), "--json");
    assertThat(first.exit()).as(first::toString).isZero();
    Map<String, Object> committed = first.json();
    assertThat(committed.keySet()).containsExactlyElementsOf(REPORT);
    assertThat(committed)
        .containsEntry("operation", "install")
        .containsEntry("outcome", "COMMITTED")
        .containsEntry("plugin", "coded")
        .containsEntry("version", "1.0.0")
        .containsEntry("generation", 1L)
        .containsEntry("previous", null)
        .containsEntry("problems", List.of());
    assertThat((String) committed.get("digest")).matches("[0-9a-f]{64}");
    assertThat(list(committed, "phases"))
        .extracting(phase -> map(phase).get("name"))
        .contains("fetch", "validate", "switch-directory", "switch-loader", "commit");

    Ran again = ask("install", greeter("coded", "1.0.0"), "--json");
    assertThat(again.exit()).isZero();
    assertThat(again.json()).containsEntry("outcome", "UNCHANGED").containsEntry("generation", 1L);

    Ran refused = ask("install", zip(withoutItsService("coded", "2.0.0"), "refused.zip"), "--json");
    assertThat(refused.exit()).as(refused::toString).isEqualTo(1);
    assertThat(refused.json())
        .containsEntry("outcome", "REFUSED")
        .containsEntry("version", "2.0.0")
        .containsEntry("generation", 1L);
    assertThat(map(refused.json().get("previous")).get("version")).isEqualTo("1.0.0");
    assertThat(list(refused.json(), "problems"))
        .isNotEmpty()
        .allSatisfy(
            problem ->
                assertThat(map(problem))
                    .containsOnlyKeys("severity", "code", "where", "what", "cure"));

    Ran rolledBack = ask("install", zip(failing("coded", "3.0.0"), "failing.zip"), "--json");
    assertThat(rolledBack.exit()).as(rolledBack::toString).isEqualTo(3);
    assertThat(rolledBack.json())
        .containsEntry("outcome", "ROLLED_BACK")
        .containsEntry("generation", 1L);
    assertThat(list(rolledBack.json(), "problems")).asString().contains("no port is free");
    assertThat(list(rolledBack.json(), "phases"))
        .extracting(phase -> map(phase).get("name"))
        .contains("roll-back");
  }

  @Test
  void aPersonReadsWhatHappenedWhyAndWhatIsLiveNow() throws Exception {
    Ran first = ask("install", greeter("plain", "1.0.0"));
    assertThat(first.out()).contains("plain 1.0.0 is live (generation 1, digest ");
    Ran refused = ask("install", zip(withoutItsService("plain", "2.0.0"), "plain-refused.zip"));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out())
        .contains("plain 2.0.0 refused: ", "  → ", "Nothing was changed.")
        .contains("test.Hello");
    Ran rolledBack = ask("install", zip(failing("plain", "3.0.0"), "plain-failing.zip"));
    assertThat(rolledBack.out())
        .contains(
            "plain 3.0.0 rolled back: ", "no port is free", "plain 1.0.0 is live, as before.");
  }

  @Test
  void verifyChangesNothing() throws Exception {
    String bundle = greeter("looked-at", "1.0.0");
    Ran fits = ask("verify", bundle, "--json");
    assertThat(fits.exit()).as(fits::toString).isZero();
    assertThat(fits.json())
        .containsEntry("operation", "verify")
        .containsEntry("outcome", "UNCHANGED")
        .containsEntry("version", "1.0.0");
    assertThat(ask("verify", zip(withoutItsService("looked-at", "2.0.0"), "bad.zip")).exit())
        .isEqualTo(1);
    assertThat(ask("status", "looked-at").exit()).isEqualTo(2);
    assertThat(directory.resolve("plugins/looked-at")).doesNotExist();
  }

  @Test
  void verifyAgainstAClassPathNeedsNoJvm() throws Exception {
    TestPlugin plugin =
        TestPlugin.greeter("offline", "1.0.0", "Hello").requires(Greeter.class.getName());
    String bundle = zip(plugin, "offline-1.0.0.zip");
    String exports = "dev.pluginswap.testing.*";
    Ran fits =
        CommandLine.run(
            directory, "verify", bundle, "--host", host.path(), "--exports", exports, "--json");
    assertThat(fits.exit()).as(fits::toString).isZero();
    assertThat(fits.json()).containsEntry("outcome", "UNCHANGED");

    Files.createDirectories(directory.resolve("empty"));
    Ran lacks =
        CommandLine.run(
            directory,
            "verify",
            bundle,
            "--host",
            "empty",
            "--exports",
            exports,
            "--json",
            "--html",
            "lacks.html");
    assertThat(lacks.exit()).as(lacks::toString).isEqualTo(1);
    assertThat(directory.resolve("lacks.html")).content().contains(Greeter.class.getName());
    assertThat(list(lacks.json(), "problems")).asString().contains(Greeter.class.getName());
  }

  @Test
  void aPluginIsListedReloadedRolledBackAndRemoved() throws Exception {
    assertThat(ask("install", greeter("cycled", "1.0.0")).exit()).isZero();
    assertThat(ask("install", greeter("cycled", "2.0.0")).exit()).isZero();

    Ran listed = ask("list");
    assertThat(listed.out()).containsPattern("(?m)^cycled +2\\.0\\.0 +live +2 ");
    assertThat(list(ask("list", "--json").json(), "plugins"))
        .extracting(plugin -> map(plugin).get("name"))
        .contains("cycled");

    Ran reloaded = ask("reload", "cycled", "--json");
    assertThat(reloaded.exit()).isZero();
    assertThat(reloaded.json()).containsEntry("version", "2.0.0").containsEntry("generation", 3L);

    Ran rolledBack = ask("rollback", "cycled", "--json");
    assertThat(rolledBack.exit()).as(rolledBack::toString).isZero();
    assertThat(rolledBack.json())
        .containsEntry("operation", "rollback")
        .containsEntry("outcome", "COMMITTED")
        .containsEntry("version", "1.0.0");

    Map<String, Object> status = ask("status", "cycled", "--json").json();
    assertThat(status)
        .containsEntry("state", "LIVE")
        .containsEntry("generation", 4L)
        .containsEntry("services", List.of(Greeter.class.getName()));
    assertThat(map(status.get("previous")).get("version")).isEqualTo("2.0.0");

    Ran dry = ask("gc", "--dry-run", "--json");
    assertThat(dry.exit()).as(dry::toString).isZero();
    assertThat(dry.json())
        .containsEntry("dryRun", true)
        .containsEntry("collected", List.of())
        .containsEntry("problems", List.of());

    assertThat(ask("remove", "cycled").out())
        .startsWith("cycled 1.0.0 is removed, and kept for a rollback");
    assertThat(ask("status", "cycled").out()).startsWith("cycled is removed");
    assertThat(ask("rollback", "cycled").out()).startsWith("cycled 1.0.0 is live (generation ");
  }

  @Test
  void gcLeavesTheLiveAndThePreviousVersionOnceTheRetentionIsOver() throws Exception {
    Path plugins = directory.resolve("short-memory");
    try (ForkedJvm forgetful =
        Workspaces.start(directory, host, Path.of(plugins + ",retain=1ms"), List.of())) {
      forgetful.awaitLine("^up$");
      String pid = String.valueOf(forgetful.pid());
      List<String> kept = new ArrayList<>();
      for (String version : List.of("1.0.0", "2.0.0", "3.0.0")) {
        Ran installed =
            CommandLine.run(directory, "install", greeter("kept", version), "--pid", pid, "--json");
        assertThat(installed.exit()).as(installed::toString).isZero();
        kept.add("kept." + installed.json().get("digest"));
      }
      // The agent may have been faster, as it sweeps by itself; the answer is the same.
      Ran gc = CommandLine.run(directory, "gc", "--json", "--pid", pid);
      assertThat(gc.exit()).as(gc::toString).isZero();
      assertThat(gc.json()).containsEntry("dryRun", false).containsEntry("problems", List.of());
      try (Stream<Path> versions = Files.list(plugins.resolve(".versions"))) {
        assertThat(versions.map(version -> version.getFileName().toString()))
            .containsExactlyInAnyOrder(kept.get(1), kept.get(2));
      }
      assertThat(plugins.resolve("kept/plugin.json")).exists();
    }
  }

  @Test
  void whatPackMakesCanBeInstalled() throws Exception {
    TestPlugin.greeter("packed", "1.0.0", "Hello").directory(directory.resolve("build/packed"));
    Ran packed = CommandLine.run(directory, "pack", "build/packed", "--json");
    assertThat(packed.exit()).as(packed::toString).isZero();
    Path zip = directory.resolve("build/packed-1.0.0.zip").toRealPath();
    assertThat(packed.json())
        .containsEntry("outcome", "PACKED")
        .containsEntry("bundle", zip.toString());
    Ran installed = ask("install", "build/packed-1.0.0.zip", "--json");
    assertThat(installed.exit()).as(installed::toString).isZero();
    assertThat(directory.resolve("plugins/packed/plugin.json")).content().contains("sha256:");
  }

  @Test
  void relativePathsAreThoseOfTheCaller() throws Exception {
    Path elsewhere = Files.createDirectories(directory.resolve("else/where"));
    greeter("near", "1.0.0");
    String pid = String.valueOf(workspace.pid());
    Ran installed =
        CommandLine.run(elsewhere, "install", "../../near-1.0.0.zip", "--pid", pid, "--json");
    assertThat(installed.exit()).as(installed::toString).isZero();
    Ran missing = CommandLine.run(elsewhere, "install", "near-1.0.0.zip", "--pid", pid, "--json");
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(list(missing.json(), "problems"))
        .asString()
        .contains(elsewhere.resolve("near-1.0.0.zip").toString());
  }

  @Test
  void psNamesTheAgentsAndWithTwoOfThemACommandMustChoose() throws Exception {
    try (ForkedJvm second =
        Workspaces.start(directory, host, directory.resolve("second"), List.of())) {
      second.awaitLine("^up$");
      Ran ps = CommandLine.run(directory, "ps", "--json");
      assertThat(ps.exit()).as(ps::toString).isZero();
      assertThat(list(ps.json(), "jvms"))
          .filteredOn(jvm -> Long.valueOf(second.pid()).equals(map(jvm).get("pid")))
          .singleElement()
          .satisfies(
              jvm -> {
                assertThat(map(jvm).get("plugins"))
                    .isEqualTo(directory.resolve("second").toRealPath().toString());
                assertThat(map(jvm).get("main")).isEqualTo("host.Main");
                assertThat((String) map(jvm).get("agent")).matches("\\d+\\.\\d+\\.\\d+.*");
              });

      Ran several = CommandLine.run(directory, "list");
      assertThat(several.exit()).as(several::toString).isEqualTo(5);
      assertThat(several.out()).isEmpty();
      assertThat(several.err())
          .contains("--pid " + workspace.pid() + "  host.Main", "--pid " + second.pid());
      Ran json = CommandLine.run(directory, "list", "--json");
      assertThat(map(json.json().get("error")).get("code")).isEqualTo("several-agents");
      assertThat(CommandLine.run(directory, "list", "--pid", "" + second.pid()).out())
          .contains("no plugins yet");
    }
  }

  @Test
  void anAgentIsAttachedToARunningJvmOnce() throws Exception {
    Host waiting =
        Host.in(directory.resolve("waiting"))
            .source(
                "host.Main",
                """
                package host;
                public class Main {
                  public static void main(String[] args) throws Exception {
                    System.out.println("up");
                    while (System.in.read() >= 0) {}
                  }
                }
                """)
            .source(
                Greeter.class.getName(),
                """
                package dev.pluginswap.testing;
                public interface Greeter { String greet(String name); }
                """)
            .compile();
    try (ForkedJvm plain =
        ForkedJvm.java(
            directory, "-XX:+EnableDynamicAgentLoading", "-cp", waiting.path(), "host.Main")) {
      plain.awaitLine("^up$");
      String pid = String.valueOf(plain.pid());
      Ran none = CommandLine.run(directory, "list", "--pid", pid);
      assertThat(none.exit()).as(none::toString).isEqualTo(5);
      assertThat(none.err()).contains("attach " + pid);

      Ran attached =
          CommandLine.run(directory, "attach", pid, "plugins=attached-plugins", "--json");
      assertThat(attached.exit()).as(attached::toString).isZero();
      assertThat(attached.json())
          .containsEntry("attached", true)
          .containsEntry("plugins", directory.toRealPath().resolve("attached-plugins").toString());
      Ran installed =
          CommandLine.run(directory, "install", greeter("late", "1.0.0"), "--pid", pid, "--json");
      assertThat(installed.exit()).as(installed::toString).isZero();
      assertThat(directory.resolve("attached-plugins/late/plugin.json")).exists();

      Ran again = CommandLine.run(directory, "attach", pid, "plugins=others", "--json");
      assertThat(again.exit()).isZero();
      assertThat(again.json()).containsEntry("attached", false);
      assertThat(directory.resolve("others")).doesNotExist();
      assertThat(CommandLine.run(directory, "status", "late", "--pid", pid).out())
          .startsWith("late 1.0.0 is live");
    }
  }

  @Test
  void whatCannotBeReachedIsAnErrorOfItsOwn() throws Exception {
    long gone;
    try (ForkedJvm ended = ForkedJvm.java(directory, "-version")) {
      ended.exitValue();
      gone = ended.pid();
    }
    Ran unreachable = CommandLine.run(directory, "list", "--json", "--pid", "" + gone);
    assertThat(unreachable.exit()).as(unreachable::toString).isEqualTo(5);
    assertThat(map(unreachable.json().get("error")).get("code")).isEqualTo("jvm-not-reachable");
    assertThat(unreachable.err()).contains("JVM " + gone);
  }

  @Test
  void whatMakesNoSenseIsAUsageError() throws Exception {
    Ran command = CommandLine.run(directory, "instal", "x.zip");
    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err()).contains("no command 'instal'", "install");
    assertThat(ask("install", greeter("known", "1.0.0")).exit()).isZero();
    for (String operation : List.of("status", "rollback")) {
      Ran unknown = ask(operation, "knwon");
      assertThat(unknown.exit()).as(unknown::toString).isEqualTo(2);
      assertThat(unknown.err()).contains("knwon", "known");
    }
  }

  @Test
  void helpAndVersionAnswerAlone() throws Exception {
    Ran version = CommandLine.run(directory, "version", "--json");
    assertThat(version.exit()).isZero();
    assertThat(version.json()).containsOnlyKeys("version", "java");
    Ran help = CommandLine.run(directory, "help");
    assertThat(help.exit()).isZero();
    assertThat(help.out()).contains("install", "rollback", "Exit codes:");
  }
}
