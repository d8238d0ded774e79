package dev.pluginswap.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application comes up with after it was killed, or after its disk was damaged. */
class RestartIT {

  private static final int KILLS = 20;

  /**
   * Prints what it came up with. A line with sources sets off an install loop over them; the rest
   * of the loop's output is one line per committed install.
   */
  private static final String HOST =
      """
      package host;
      import dev.pluginswap.api.InstallReport;
      import dev.pluginswap.api.PluginStatus;
      import dev.pluginswap.api.PluginSwap;
      import dev.pluginswap.api.ServiceUnavailableException;
      import dev.pluginswap.testing.Greeter;
      import java.io.BufferedReader;
      import java.io.InputStreamReader;
      public class Main {
        public static void main(String[] args) throws Exception {
          PluginSwap agent = PluginSwap.current();
          for (PluginStatus status : agent.plugins()) {
            System.out.println(status.name() + " is " + status.state() + " digest "
                + (status.live() == null ? "-" : status.live().digest())
                + " generation " + status.generation() + " says " + ask(agent, status.name()));
          }
          System.out.println("up");
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("install")) {
              report(agent.install(words[1]));
            } else {
              for (int i = 1; ; i = i % (words.length - 1) + 1) {
                report(agent.install(
                    dev.pluginswap.api.InstallRequest.of(words[i]).withAllowDowngrade(true)));
              }
            }
          }
        }
        static String ask(PluginSwap agent, String plugin) {
          try {
            return agent.service(Greeter.class, plugin).greet("x");
          } catch (ServiceUnavailableException e) {
            return "nothing";
          }
        }
        static void report(InstallReport report) {
          System.out.println(report.outcome() + " " + report.plugin() + " " + report.digest()
              + " generation " + report.generation()
              + (report.problems().isEmpty() ? "" : " " + report.problems()));
        }
      }
      """;

  private static final Pattern COMMITTED =
      Pattern.compile("^COMMITTED greeter (\\p{XDigit}{64}) generation (\\d+)$");

  private static final Pattern CAME_UP =
      Pattern.compile("^greeter is LIVE digest (\\p{XDigit}{64}) generation (\\d+) says (.*) x$");

  @TempDir Path directory;
  private Path plugins;
  private Host host;

  @BeforeEach
  void compileTheHost() throws Exception {
    plugins = directory.resolve("plugins");
    host = Workspaces.host(directory.resolve("host"), HOST);
  }

  private ForkedJvm start() throws Exception {
    ForkedJvm jvm = Workspaces.start(directory, host, plugins, List.of("-XX:TieredStopAtLevel=1"));
    jvm.awaitLine("^up$");
    return jvm;
  }

  /** One whose class, resource in the jar and file in the bundle all know the version. */
  private Path version(String name, String version) {
    return TestPlugin.of(name, version)
        .source(
            "test.Hello",
            """
            package test;
            import dev.pluginswap.api.Plugin;
            import dev.pluginswap.api.PluginContext;
            import java.io.InputStream;
            import java.nio.file.Files;
            public class Hello implements Plugin, dev.pluginswap.testing.Greeter {
              private volatile String text;
              @Override public void start(PluginContext context) throws Exception {
                try (InputStream in = Hello.class.getResourceAsStream("/resource.txt")) {
                  text = "%s/" + new String(in.readAllBytes()) + "/"
                      + Files.readString(context.bundleDirectory().resolve("file.txt"));
                }
              }
              @Override public String greet(String name) { return text + " " + name; }
            }
            """
                .formatted(version))
        .entry("test.Hello")
        .provides(Greeter.class.getName(), "test.Hello")
        .jarFile("resource.txt", version)
        .bundleFile("file.txt", version.getBytes(UTF_8))
        .zip(directory.resolve(name + "-" + version + ".zip"));
  }

  private static String saying(String version) {
    return version + "/" + version + "/" + version;
  }

  @Test
  void killedAnywhereInAnInstallItComesUpWithOneWholeVersion() throws Exception {
    Path one = version("greeter", "1.0.0");
    Path two = version("greeter", "2.0.0");
    Random random = new Random(4711);
    Map<String, String> says = new TreeMap<>(); // by digest
    String acknowledged = null;
    long generation = 0;
    for (int kill = 0; kill <= KILLS; kill++) {
      try (ForkedJvm jvm = start()) {
        if (acknowledged != null) {
          Matcher up = jvm.awaitLine(CAME_UP, ForkedJvm.BOUND);
          String digest = up.group(1);
          String said = up.group(3);
          assertThat(said).as(jvm::toString).isIn(saying("1.0.0"), saying("2.0.0"));
          assertThat(says.merge(digest, said, (before, now) -> before)).isEqualTo(said);
          // What was acknowledged is there, or the one that was under way after it.
          if (digest.equals(acknowledged)) {
            assertThat(Long.parseLong(up.group(2))).as(jvm::toString).isEqualTo(generation);
          } else {
            assertThat(Long.parseLong(up.group(2))).as(jvm::toString).isGreaterThan(generation);
          }
          recordAndViewAgree("greeter", digest);
          assertThat(names(plugins.resolve(".staging")))
              .as("staging after kill %d", kill)
              .isEmpty();
          assertThat(names(plugins.resolve(".versions")).size()).isLessThanOrEqualTo(2);
          assertThat(names(plugins.resolve(".state"))).containsExactly("greeter");
        }
        if (kill < KILLS) {
          boolean back = acknowledged != null && says.getOrDefault(acknowledged, "").contains("2");
          jvm.send("loop " + (back ? one + " " + two : two + " " + one));
          jvm.awaitLine(COMMITTED, ForkedJvm.BOUND);
          LockSupport.parkNanos(random.nextInt(150_000_000));
          jvm.close();
          assertThat(jvm.exitValue()).as("ended by SIGKILL").isEqualTo(137);
          for (String line : jvm.stdout()) {
            Matcher committed = COMMITTED.matcher(line);
            if (committed.matches()) {
              acknowledged = committed.group(1);
              generation = Long.parseLong(committed.group(2));
            }
          }
          assertThat(jvm.stdout()).as(jvm::toString).noneMatch(l -> l.matches("(REF|ROL|BRO).*"));
        }
      }
    }
    assertThat(says).hasSize(2);
  }

  @Test
  void aDamagedLiveVersionFallsBackToThePreviousOneAndSaysSo() throws Exception {
    Path one = version("greeter", "1.0.0");
    Path two = version("greeter", "2.0.0");
    String live;
    try (ForkedJvm jvm = start()) {
      jvm.send("install " + one);
      jvm.send("install " + two);
      live = jvm.awaitLine("^COMMITTED greeter (\\S+) generation 2$").group(1);
    }
    Path jar = plugins.resolve(".versions/greeter." + live + "/lib/greeter.jar");
    assertThat(jar.toFile().setWritable(true)).isTrue();
    try (FileChannel channel = FileChannel.open(jar, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    try (ForkedJvm jvm = start()) {
      Matcher up = jvm.awaitLine(CAME_UP, ForkedJvm.BOUND);
      assertThat(up.group(3)).isEqualTo(saying("1.0.0"));
      recordAndViewAgree("greeter", up.group(1));
      assertThat(Files.exists(jar)).as("the damaged version is evidence").isTrue();

      jvm.awaitLine("ERROR .*greeter.*lib/greeter\\.jar");
      jvm.awaitLine("greeter.*the live version is damaged, the previous one .* is live again");
      CommandLine.Ran status =
          CommandLine.run(directory, "status", "greeter", "--pid", "" + jvm.pid());
      assertThat(status.exit()).isZero();
      assertThat(status.out())
          .contains("greeter 1.0.0 is live", "lib/greeter.jar", "the live version is damaged");

      jvm.send("install " + two);
      jvm.awaitLine("^COMMITTED greeter " + live);
      assertThat(CommandLine.run(directory, "status", "greeter", "--pid", "" + jvm.pid()).out())
          .contains("greeter 2.0.0 is live")
          .doesNotContain("damaged");
    }
  }

  @Test
  void aDamagedRecordBreaksItsPluginAloneAndNothingIsDeleted() throws Exception {
    try (ForkedJvm jvm = start()) {
      jvm.send("install " + version("greeter", "1.0.0"));
      jvm.send("install " + version("greeter", "2.0.0"));
      jvm.send("install " + version("other", "7.0.0"));
      jvm.awaitLine("^COMMITTED other ");
    }
    Path record = plugins.resolve(".state/greeter");
    byte[] bytes = Files.readAllBytes(record);
    bytes[bytes.length / 2] ^= 1;
    Files.write(record, bytes);
    List<String> before = tree();
    assertThat(before).anyMatch(path -> path.endsWith("/lib/greeter.jar"));
    try (ForkedJvm jvm = start()) {
      jvm.awaitLine("^greeter is BROKEN digest - generation 0 says nothing$");
      jvm.awaitLine("^other is LIVE .* says " + saying("7.0.0") + " x$");
      jvm.awaitLine("ERROR .*greeter.*the record is damaged: the checksum does not match");
      jvm.awaitLine("plugin-swap manage: .* serves");
      assertThat(jvm.stderr())
          .filteredOn(line -> line.contains("ERROR") && line.contains("is damaged"))
          .as("said once")
          .hasSize(1);
      jvm.send("install " + version("greeter", "3.0.0"));
      jvm.awaitLine(
          "^REFUSED greeter .*/\\.state/greeter: the record of the live version is damaged");
      assertThat(Files.readAllBytes(record)).isEqualTo(bytes);
      assertThat(tree()).containsAll(before);
      assertThat(names(plugins.resolve(".staging"))).isEmpty();
    }
  }

  private void recordAndViewAgree(String plugin, String digest) throws IOException {
    assertThat(Files.readString(plugins.resolve(".state").resolve(plugin)))
        .contains("\ncurrent " + digest + "\n");
    assertThat(Files.readSymbolicLink(plugins.resolve(plugin)))
        .isEqualTo(Path.of(".versions", plugin + "." + digest));
    assertThat(plugins.resolve(plugin).resolve(".complete")).exists();
  }

  private static List<String> names(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }

  /** What is there, but for the leases, which go with their JVM. */
  private List<String> tree() throws IOException {
    try (Stream<Path> all = Files.walk(plugins)) {
      return all.map(plugins::relativize)
          .map(Path::toString)
          .filter(path -> !path.startsWith(".leases/"))
          .sorted()
          .toList();
    }
  }
}
