package dev.pluginswap.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two JVMs with one plugins directory. */
class TwoJvmsIT {

  private static final String PLUGIN = "greeter";

  /** Installs of each JVM. */
  private static final int INSTALLS = 25;

  /** Answers each line of its input with one that begins alike. */
  private static final String HOST =
      """
      package host;
      import dev.pluginswap.api.InstallReport;
      import dev.pluginswap.api.PluginStatus;
      import dev.pluginswap.api.Problem;
      import dev.pluginswap.api.PluginSwap;
      import dev.pluginswap.testing.Greeter;
      import java.io.BufferedReader;
      import java.io.InputStreamReader;
      import java.lang.management.ManagementFactory;
      import javax.management.MBeanServer;
      import javax.management.ObjectName;
      public class Main {
        public static void main(String[] args) throws Exception {
          PluginSwap agent = PluginSwap.current();
          System.out.println("up");
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
              case "install" -> {
                for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                  report(agent.install(
                      dev.pluginswap.api.InstallRequest.of(words[2 + i % (words.length - 2)]).withAllowDowngrade(true)));
                }
              }
              case "reload" -> report(agent.reload("greeter"));
              case "greet" ->
                  System.out.println(line + ": " + agent.service(Greeter.class).greet("it") + ".");
              case "status" -> {
                for (PluginStatus status : agent.plugins()) {
                  String text = line + ": " + status.state() + " " + status.live().version();
                  for (Problem problem : status.problems()) {
                    text += " " + problem.code();
                  }
                  System.out.println(text + ".");
                }
              }
              default -> {
                MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
                ObjectName name = new ObjectName("dev.pluginswap:type=PluginSwap");
                while (!beans.isRegistered(name)) {
                  Thread.sleep(1);
                }
                beans.invoke(name, "gc", null, null);
                System.out.println(line + ": over.");
              }
            }
          }
        }
        static void report(InstallReport report) {
          String text = report.outcome() + " " + report.digest() + " " + report.generation();
          for (Problem problem : report.problems()) {
            text += " [" + problem + "]";
          }
          System.out.println(text + ".");
        }
      }
      """;

  private static final Pattern COMMITTED =
      Pattern.compile("^COMMITTED (\\p{XDigit}{64}) (\\d+)\\.$");

  /** What the wait for the lock ends with. */
  private static final Pattern LOCKED_OUT = Pattern.compile("^REFUSED .*another JVM.* holds .*");

  @TempDir Path directory;
  private Host host;
  private OnDisk disk;

  /**
   * Makes each question another one, so that its answer is not taken for that of an earlier one.
   */
  private int questions;

  @BeforeEach
  void compileTheHost() throws Exception {
    host = Workspaces.host(directory.resolve("host"), HOST);
    disk = new OnDisk(directory.resolve("plugins"), PLUGIN);
  }

  private ForkedJvm start(String agentOptions, String... jvmOptions) throws Exception {
    List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
    options.addAll(List.of(jvmOptions));
    ForkedJvm jvm = Workspaces.start(directory, host, disk.plugins() + agentOptions, options);
    jvm.awaitLine("^up$");
    return jvm;
  }

  /**
   * A version that checks itself at each call, with a class that is not loaded before: a version
   * whose files are gone, or are of another one, cannot answer.
   */
  private Path version(String version) {
    return TestPlugin.of(PLUGIN, version)
        .source(
            "test.Late",
            "package test; class Late { static String get() { return \"" + version + "\"; } }")
        .source(
            "test.Hello",
            """
            package test;
            import dev.pluginswap.api.Plugin;
            import dev.pluginswap.api.PluginContext;
            public class Hello implements Plugin, dev.pluginswap.testing.Greeter {
              private volatile java.nio.file.Path file;
              @Override public void start(PluginContext context) throws Exception {
                if ("%1$s".equals(System.getProperty("unwanted"))) {
                  throw new IllegalStateException("%1$s is not wanted here");
                }
                file = context.bundleDirectory().resolve("version.txt");
              }
              @Override public String greet(String name) {
                try {
                  return "%1$s " + Late.get() + " " + java.nio.file.Files.readString(file);
                } catch (java.io.IOException e) {
                  return e.toString();
                }
              }
            }
            """
                .formatted(version))
        .entry("test.Hello")
        .provides(Greeter.class.getName(), "test.Hello")
        .bundleFile("version.txt", version.getBytes(UTF_8))
        .zip(directory.resolve(version + ".zip"));
  }

  private String ask(ForkedJvm jvm, String what) throws Exception {
    String question = what + " " + ++questions;
    jvm.send(question);
    return jvm.awaitLine("^" + question + ": (.*)\\.$").group(1);
  }

  private void awaitAnswer(ForkedJvm jvm, String what, String answer) throws Exception {
    long deadline = System.nanoTime() + ForkedJvm.BOUND.toNanos();
    String last = ask(jvm, what);
    while (!last.equals(answer)) {
      assertThat(System.nanoTime())
          .as("%s is still '%s', not '%s': %s", what, last, answer, jvm)
          .isLessThan(deadline);
      LockSupport.parkNanos(50_000_000);
      last = ask(jvm, what);
    }
  }

  private static String says(String version) {
    return version + " " + version + " " + version;
  }

  /** Installs one version; answers its digest. */
  private String install(ForkedJvm jvm, String version) throws Exception {
    int before = reports(jvm).size();
    jvm.send("install 1 " + version(version));
    String report = awaitReports(jvm, before + 1).get(before);
    Matcher committed = COMMITTED.matcher(report);
    assertThat(committed.matches()).as("%s: %s", report, jvm).isTrue();
    return committed.group(1);
  }

  private static List<String> reports(ForkedJvm jvm) {
    return jvm.stdout().stream().filter(line -> line.matches("[A-Z_]{6,} .*\\.")).toList();
  }

  private static List<String> awaitReports(ForkedJvm jvm, int count) {
    long deadline = System.nanoTime() + ForkedJvm.BOUND.multipliedBy(3).toNanos();
    while (reports(jvm).size() < count) {
      assertThat(System.nanoTime()).as("%d reports of %s", count, jvm).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
    return reports(jvm);
  }

  @Test
  void installersExcludeEachOther() throws Exception {
    Map<String, String> versionOf = new HashMap<>(); // by digest
    try (ForkedJvm one = start("");
        ForkedJvm two = start("")) {
      for (String version : List.of("1.0.0", "2.0.0", "3.0.0", "4.0.0")) {
        versionOf.put(install(one, version), version);
      }
      int before = reports(one).size();
      one.send("install " + INSTALLS + " " + version("1.0.0") + " " + version("2.0.0"));
      two.send("install " + INSTALLS + " " + version("3.0.0") + " " + version("4.0.0"));
      long generation = disk.generation();
      int looks = 0;
      while (reports(one).size() < before + INSTALLS || reports(two).size() < INSTALLS) {
        assertThat(one.isAlive() && two.isAlive()).as("%s and %s", one, two).isTrue();
        long now = disk.generation();
        assertThat(now).as("the generation in the record").isGreaterThanOrEqualTo(generation);
        generation = now;
        Path live = disk.plugins().resolve(PLUGIN).toRealPath();
        String digest = live.getFileName().toString().substring(PLUGIN.length() + 1);
        assertThat(live.resolve("version.txt")).content().isEqualTo(versionOf.get(digest));
        looks++;
      }
      List<String> ofOne = reports(one).subList(before, before + INSTALLS);
      List<String> ofTwo = reports(two);
      Map<Long, String> committed = new TreeMap<>();
      int lockedOut = collect(ofOne, committed) + collect(ofTwo, committed);
      System.out.printf(
          "%d installs by two JVMs at once: %d committed, %d locked out; %d looks%n",
          2 * INSTALLS, committed.size(), lockedOut, looks);
      assertThat(committed.size() + lockedOut).isEqualTo(2 * INSTALLS);
      assertThat(committed).hasSizeGreaterThan(INSTALLS / 2);

      long last = List.copyOf(committed.keySet()).get(committed.size() - 1);
      assertThat(disk.generation()).isEqualTo(last);
      assertThat(disk.current()).contains(committed.get(last));
      assertThat(disk.view()).contains(committed.get(last));
      assertThat(disk.leftovers()).isEmpty();
      for (ForkedJvm jvm : List.of(one, two)) {
        String said = ask(jvm, "greet");
        assertThat(said).isEqualTo(says(said.split(" ", -1)[0]));
      }
    }
  }

  /** Notes the digest of each commit by its generation; answers how often the lock was not had. */
  private static int collect(List<String> reports, Map<Long, String> committed) {
    int lockedOut = 0;
    long last = 0;
    for (String report : reports) {
      Matcher commit = COMMITTED.matcher(report);
      if (commit.matches()) {
        long generation = Long.parseLong(commit.group(2));
        assertThat(generation).as(report).isGreaterThan(last);
        last = generation;
        assertThat(committed.put(generation, commit.group(1)))
            .as("two commits of generation %d", generation)
            .isNull();
      } else {
        assertThat(report).matches(LOCKED_OUT);
        lockedOut++;
      }
    }
    return lockedOut;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aVersionThatAnotherJvmRunsIsCollectedOnceThatJvmIsGone(boolean killed) throws Exception {
    try (ForkedJvm collecting = start(",retain=1ms,retainCount=1")) {
      String first;
      try (ForkedJvm running = start("")) {
        first = install(running, "1.0.0");
        install(collecting, "2.0.0");
        install(collecting, "3.0.0");
        String fourth = install(collecting, "4.0.0");
        // The second version is let go of once its generation is closed, which nobody waits for.
        collectUntil(collecting, "live, the one before, and what runs elsewhere", 3);
        assertThat(disk.current()).contains(fourth);
        assertThat(disk.version(first)).isDirectory();
        assertThat(ask(running, "greet")).isEqualTo(says("1.0.0"));
        if (killed) {
          running.close();
          assertThat(running.exitValue()).isEqualTo(137);
        } else {
          running.endInput();
          assertThat(running.exitValue()).isZero();
        }
      }
      collectUntil(collecting, "live, and the one before", 2);
      assertThat(disk.version(first)).doesNotExist();
      assertThat(disk.leftovers()).isEmpty();
      assertThat(ask(collecting, "greet")).isEqualTo(says("4.0.0"));
    }
  }

  private void collectUntil(ForkedJvm jvm, String left, int versions) throws Exception {
    long end = System.nanoTime() + ForkedJvm.BOUND.toNanos();
    do {
      assertThat(ask(jvm, "gc")).isEqualTo("over");
    } while (disk.versions().size() > versions && System.nanoTime() < end);
    assertThat(disk.versions()).as(left).hasSize(versions);
  }

  @Test
  void whatAnotherJvmInstallsIsNoticedAndSaidOnce() throws Exception {
    try (ForkedJvm installing = start("");
        ForkedJvm other = start("")) {
      install(installing, "1.0.0");
      other.send("reload");
      awaitReports(other, 1);
      assertThat(ask(other, "status")).isEqualTo("LIVE 1.0.0");

      install(installing, "2.0.0");
      awaitAnswer(other, "status", "LIVE 1.0.0 changed-by-another-jvm");
      other.awaitLine("WARN .*another JVM has made version 2\\.0\\.0 live on disk");
      assertThat(ask(other, "greet")).isEqualTo(says("1.0.0"));
      assertThat(ask(installing, "status")).isEqualTo("LIVE 2.0.0");

      // By the time the next change is said, the first one could have been said again.
      install(installing, "3.0.0");
      other.awaitLine("WARN .*another JVM has made version 3\\.0\\.0 live on disk");
      assertThat(other.stderr())
          .filteredOn(line -> line.contains("another JVM has made version 2.0.0 live"))
          .hasSize(1);

      other.send("reload");
      awaitReports(other, 2);
      assertThat(ask(other, "status")).isEqualTo("LIVE 3.0.0");
      assertThat(ask(other, "greet")).isEqualTo(says("3.0.0"));
    }
  }

  @Test
  void aJvmThatFollowsLoadsWhatAnotherOneInstalls() throws Exception {
    try (ForkedJvm installing = start("");
        ForkedJvm following = start(",follow=true", "-Dunwanted=2.0.0")) {
      install(installing, "1.0.0");
      following.awaitLine("greeter@1\\.0\\.0.* is live");
      awaitAnswer(following, "greet", says("1.0.0"));

      install(installing, "2.0.0");
      following.awaitLine("2\\.0\\.0 is not wanted here");
      assertThat(ask(following, "greet")).as("what it cannot load").isEqualTo(says("1.0.0"));
      assertThat(ask(installing, "greet")).isEqualTo(says("2.0.0"));

      String third = install(installing, "3.0.0");
      awaitAnswer(following, "greet", says("3.0.0"));
      awaitAnswer(following, "status", "LIVE 3.0.0");
      assertThat(disk.current()).contains(third);
      assertThat(disk.leftovers()).isEmpty();
    }
  }
}
