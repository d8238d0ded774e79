package dev.pluginswap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plugins that do their worst while they are swapped: the old version serves, and the JVM lives.
 */
class HostileIT {

  private static final String PLUGIN =
      """
      package test;
      import dev.pluginswap.api.HealthCheck;
      import dev.pluginswap.api.Plugin;
      import dev.pluginswap.api.PluginContext;
      import dev.pluginswap.api.PluginSwap;
      import dev.pluginswap.api.Stateful;
      import dev.pluginswap.testing.Greeter;
      public class Hello implements Plugin, Greeter, HealthCheck, Stateful {
        static { %3$s }
        public Hello() throws Exception { %4$s }
        @Override public void start(PluginContext context) throws Exception { %5$s }
        @Override public void checkHealth() throws Exception { %6$s }
        @Override public byte[] saveState() { return new byte[] {1}; }
        @Override public void restoreState(byte[] state, String from) throws Exception { %7$s }
        @Override public String greet(String name) { return "%2$s " + name; }
        static void deep() { deep(); }
        static void hang() throws InterruptedException {
          while (true) {
            try {
              Thread.sleep(1_000_000);
            } catch (InterruptedException goesOn) {
              if (goesOn.getMessage() == null) throw goesOn;
            }
          }
        }
      }
      """
          .replace("%2$s", "%1$s")
          .replace("%3$s", "%2$s")
          .replace("%4$s", "%3$s")
          .replace("%5$s", "%4$s")
          .replace("%6$s", "%5$s")
          .replace("%7$s", "%6$s");

  private static final String HOST =
      """
      package host;
      import dev.pluginswap.api.InstallReport;
      import dev.pluginswap.api.PluginSwap;
      import dev.pluginswap.testing.Greeter;
      public class Main {
        public static final Object LOCK = new Object();
        public static void main(String[] args) throws Exception {
          Greeter greeter = PluginSwap.current().service(Greeter.class, "greeter");
          synchronized (LOCK) { // which one of the plugins wants
            for (String source : args) {
              InstallReport report = PluginSwap.current().install(source);
              System.out.println(report.version() + " " + report.outcome() + " "
                  + greeter.greet("Ada") + report.problems());
            }
          }
          System.exit(7);
        }
      }
      """;

  /** In which hook what is done: the class, the constructor, start, the health check, the state. */
  private record Deed(String name, int place, String code, String reported) {}

  private static final List<Deed> DEEDS =
      List.of(
          new Deed("exit in start", 2, "System.exit(3);", "Runtime.exit was called by a hook"),
          new Deed("halt in start", 2, "Runtime.getRuntime().halt(3);", "Runtime.halt was called"),
          new Deed("exit in the class", 0, "if (true) System.exit(3);", "Runtime.exit was called"),
          new Deed("halt in a constructor", 1, "Runtime.getRuntime().halt(3);", "Runtime.halt was"),
          new Deed("exit in the health check", 3, "System.exit(3);", "Runtime.exit was called"),
          new Deed("exit with the state", 4, "System.exit(3);", "Runtime.exit was called"),
          new Deed("hanging start", 2, "hang();", "has not returned after"),
          new Deed(
              "hanging class", 0, "if (true) try { hang(); } catch (Exception e) { }", "has not"),
          new Deed("deep start", 2, "deep();", "StackOverflowError"),
          new Deed(
              "greedy start",
              2,
              // At once: what is eaten up piece by piece is missing elsewhere too.
              "Object all = new byte[Integer.MAX_VALUE - 8];",
              "OutOfMemoryError"),
          new Deed("sneaky start", 2, "throw (Error) new ThreadDeath();", "ThreadDeath"),
          new Deed(
              "locked start",
              2,
              "synchronized (Class.forName(\"host.Main\").getField(\"LOCK\")" + ".get(null)) { }",
              "has not returned after"),
          new Deed("selfish start", 2, "PluginSwap.current().reload(\"greeter\");", ""));

  @TempDir Path directory;

  private Path bundle(String version, int place, String code) {
    List<String> parts = new ArrayList<>(List.of("", "", "", "", ""));
    parts.set(place, code);
    return TestPlugin.of("greeter", version)
        .source(
            "test.Hello",
            PLUGIN.formatted(
                version, parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4)))
        .entry("test.Hello")
        .provides(Greeter.class.getName(), "test.Hello")
        .zip(directory.resolve("greeter-" + version + ".zip"));
  }

  @Test
  void theOldVersionServesAndTheJvmLives() throws Exception {
    List<String> sources = new ArrayList<>();
    sources.add(bundle("1.0.0", 0, "").toString());
    for (int i = 0; i < DEEDS.size(); i++) {
      Deed deed = DEEDS.get(i);
      sources.add(bundle("2.0." + i, deed.place(), deed.code()).toString());
    }
    Host host = Workspaces.host(directory.resolve("host"), HOST);
    try (ForkedJvm jvm =
        Workspaces.start(
            directory,
            host,
            directory.resolve("plugins") + ",startTimeout=700ms",
            List.of("-Xmx64m"),
            sources.toArray(String[]::new))) {
      assertThat(jvm.exitValue()).as(jvm::toString).isEqualTo(7);
      List<String> said = jvm.stdout();
      for (int i = 0; i < DEEDS.size(); i++) {
        Deed deed = DEEDS.get(i);
        String version = "2.0." + i;
        assertThat(said)
            .as("%s: %s", deed.name(), jvm)
            .anySatisfy(
                line -> {
                  assertThat(line).startsWith(version + " ROLLED_BACK 1.0.0 Ada");
                  assertThat(line).contains(deed.reported());
                });
      }
    }
  }
}
