package dev.pluginswap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.bundle.Handover;
import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database in a file, which only one version at a time can have open, goes from one to the next.
 */
class ExclusiveIT {

  /** Adds a row for each call, and answers how many there are. */
  private static final String NOTES =
      """
      package test;
      import dev.pluginswap.api.HealthCheck;
      import dev.pluginswap.api.Plugin;
      import dev.pluginswap.api.PluginContext;
      import java.sql.Connection;
      import java.sql.ResultSet;
      import java.sql.SQLException;
      import java.util.Properties;
      public class Notes implements Plugin, dev.pluginswap.testing.Greeter, HealthCheck {
        private Connection connection;
        @Override public void start(PluginContext context) throws Exception {
          String url = "jdbc:h2:file:" + context.dataDirectory().resolve("notes");
          connection = new org.h2.Driver().connect(url, new Properties());
          run("create table if not exists note (text varchar)");
        }
        @Override public void stop() throws SQLException {
          connection.close();
        }
        @Override public void checkHealth() throws Exception { %2$s }
        @Override public synchronized String greet(String name) {
          try {
            run("insert into note values ('" + name + "')");
            try (ResultSet count =
                connection.createStatement().executeQuery("select count(*) from note")) {
              count.next();
              return "%1$s " + count.getLong(1);
            }
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        }
        private void run(String sql) throws SQLException {
          try (var statement = connection.createStatement()) {
            statement.execute(sql);
          }
        }
      }
      """;

  private static final String HOST =
      """
      package host;
      import dev.pluginswap.api.InstallReport;
      import dev.pluginswap.api.PluginSwap;
      import dev.pluginswap.testing.Greeter;
      import java.util.Queue;
      import java.util.concurrent.ConcurrentLinkedQueue;
      import java.util.concurrent.atomic.AtomicLong;
      public class Main {
        static final Greeter NOTES = PluginSwap.current().service(Greeter.class, "notes");
        static final AtomicLong ADDED = new AtomicLong();
        static final Queue<String> FAILED = new ConcurrentLinkedQueue<>();
        static volatile boolean done;
        public static void main(String[] args) throws Exception {
          install(args[0]);
          Thread[] threads = new Thread[3];
          for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(Main::add);
            threads[i].start();
          }
          for (int i = 1; i < args.length; i++) {
            long before = ADDED.get();
            while (ADDED.get() < before + 50) Thread.sleep(5);
            install(args[i]);
          }
          done = true;
          for (Thread thread : threads) thread.join();
          System.out.println("failed " + FAILED.size() + " " + FAILED.peek());
          String answer = NOTES.greet("last");
          System.out.println("live " + answer.split(" ")[0]);
          System.out.println("missing "
              + (ADDED.get() + 1 - Long.parseLong(answer.split(" ")[1])));
        }
        static void install(String source) {
          InstallReport report = PluginSwap.current().install(source);
          System.out.println(report.outcome() + " " + report.version());
          report.problems().stream().filter(p -> p.isError())
              .forEach(p -> System.out.println(p.code() + ": " + p.what()));
        }
        static void add() {
          while (!done) {
            try {
              NOTES.greet("one");
              ADDED.incrementAndGet();
            } catch (Throwable t) {
              FAILED.add(t.toString());
            }
          }
        }
      }
      """;

  @TempDir Path directory;

  private String notes(String version, String database, Handover handover, String health)
      throws IOException {
    Path h2 = ForkedJvm.library("h2-" + database + ".jar");
    return TestPlugin.of("notes", version)
        .source("test.Notes", NOTES.formatted(version, health))
        .entry("test.Notes")
        .provides(Greeter.class.getName(), "test.Notes")
        .against(h2)
        .bundleFile("lib/h2.jar", Files.readAllBytes(h2))
        .handover(handover)
        .zip(directory.resolve("notes-" + version + ".zip"))
        .toString();
  }

  private List<String> run(String... bundles) throws Exception {
    Host host = Workspaces.host(directory.resolve("host"), HOST);
    try (ForkedJvm jvm =
        Workspaces.start(directory, host, directory.resolve("plugins"), List.of(), bundles)) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      return jvm.stdout();
    }
  }

  @Test
  void noRowIsLostAndNoCallFailsWhileVersionsAndTheDatabaseChange() throws Exception {
    List<String> said =
        run(
            notes("1.0.0", "2.2.224", Handover.EXCLUSIVE, ""),
            notes("2.0.0", "2.3.232", Handover.EXCLUSIVE, ""),
            notes("3.0.0", "2.3.232", Handover.EXCLUSIVE, "throw new Exception(\"not well\");"));

    assertThat(said)
        .contains(
            "COMMITTED 1.0.0",
            "COMMITTED 2.0.0",
            "ROLLED_BACK 3.0.0",
            "failed 0 null",
            "live 2.0.0",
            "missing 0");
  }

  @Test
  void sideBySideTheSecondOneCannotOpenIt() throws Exception {
    List<String> said =
        run(
            notes("1.0.0", "2.2.224", Handover.OVERLAP, ""),
            notes("2.0.0", "2.2.224", Handover.OVERLAP, ""));

    assertThat(said).contains("ROLLED_BACK 2.0.0", "failed 0 null", "live 1.0.0", "missing 0");
    assertThat(said).anyMatch(line -> line.startsWith("start-failed: ") && line.contains("in use"));
  }
}
