package dev.pluginswap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Host;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that know nothing of us, as they come from a repository, are plugins. */
class OffTheShelfIT {

  /** Connects and asks without pause; a swap comes once the version of now has answered enough. */
  private static final String DATABASE =
      """
      package host;
      import dev.pluginswap.api.InstallReport;
      import dev.pluginswap.api.PluginSwap;
      import java.sql.Connection;
      import java.sql.Driver;
      import java.sql.ResultSet;
      import java.util.Map;
      import java.util.Properties;
      import java.util.Queue;
      import java.util.concurrent.ConcurrentHashMap;
      import java.util.concurrent.ConcurrentLinkedQueue;
      import java.util.concurrent.atomic.LongAdder;
      public class Main {
        static final Driver DRIVER = PluginSwap.current().service(Driver.class, "h2");
        static final Map<String, LongAdder> ANSWERS = new ConcurrentHashMap<>();
        static final Queue<String> FAILED = new ConcurrentLinkedQueue<>();
        static volatile boolean done;

        public static void main(String[] args) throws Exception {
          print(PluginSwap.current().install(args[0]));
          Thread[] threads = new Thread[4];
          for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(Main::ask);
            threads[i].start();
          }
          await("2.2.224");
          print(PluginSwap.current().install(args[1]));
          await("2.3.232");
          print(PluginSwap.current().rollback("h2"));
          await("2.2.224");
          done = true;
          for (Thread thread : threads) thread.join();
          System.out.println("failed " + FAILED.size() + " " + FAILED.peek());
          System.out.println("answers " + new java.util.TreeSet<>(ANSWERS.keySet()));
        }

        static void print(InstallReport report) {
          System.out.println(report.outcome() + " " + report.plugin() + " " + report.version());
          if (!report.isSuccess()) System.out.println(report);
        }

        static void await(String version) throws Exception {
          long before = count(version);
          long end = System.nanoTime() + 30_000_000_000L;
          while (count(version) < before + 100) {
            if (System.nanoTime() > end) {
              System.out.println(version + " does not answer, first failure: " + FAILED.peek());
              System.exit(9);
            }
            Thread.sleep(5);
          }
        }

        static long count(String version) {
          LongAdder adder = ANSWERS.get(version);
          return adder == null ? 0 : adder.sum();
        }

        static void ask() {
          while (!done) {
            try (Connection connection = DRIVER.connect("jdbc:h2:mem:", new Properties());
                ResultSet answer =
                    connection.createStatement().executeQuery("select h2version()")) {
              answer.next();
              ANSWERS.computeIfAbsent(answer.getString(1), any -> new LongAdder()).increment();
            } catch (Throwable t) {
              FAILED.add(t.toString());
            }
          }
        }
      }
      """;

  private static final String POSTGRES =
      """
      package host;
      import dev.pluginswap.api.PluginSwap;
      import java.sql.Driver;
      public class Main {
        public static void main(String[] args) throws Exception {
          System.out.println(PluginSwap.current().install(args[0]).outcome());
          Driver driver = PluginSwap.current().service(Driver.class, "postgresql");
          System.out.println("major " + driver.getMajorVersion());
          System.out.println("accepts " + driver.acceptsURL("jdbc:postgresql://nowhere/none"));
          System.out.println("elsewhere " + driver.acceptsURL("jdbc:h2:mem:"));
          System.out.println("context " + Thread.currentThread().getContextClassLoader()
              .equals(ClassLoader.getSystemClassLoader()));
        }
      }
      """;

  @TempDir Path directory;

  private ForkedJvm start(String main, String... jars) throws Exception {
    Host host = Workspaces.host(directory.resolve("host"), main);
    String[] paths = new String[jars.length];
    for (int i = 0; i < jars.length; i++) {
      paths[i] = ForkedJvm.library(jars[i]).toString();
    }
    return Workspaces.start(directory, host, directory.resolve("plugins"), List.of(), paths);
  }

  @Test
  void theDriverOfADatabaseIsSwappedUnderItsUsers() throws Exception {
    try (ForkedJvm jvm = start(DATABASE, "h2-2.2.224.jar", "h2-2.3.232.jar")) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout())
          .as(jvm::toString)
          .containsExactly(
              "COMMITTED h2 2.2.224",
              "COMMITTED h2 2.3.232",
              "COMMITTED h2 2.2.224",
              "failed 0 null",
              "answers [2.2.224, 2.3.232]");
    }
  }

  @Test
  void theDriverOfAnotherDatabaseAnswersThroughItsHandle() throws Exception {
    try (ForkedJvm jvm = start(POSTGRES, "postgresql-42.7.13.jar")) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout())
          .as(jvm::toString)
          .containsExactly(
              "COMMITTED", "major 42", "accepts true", "elsewhere false", "context true");
    }
  }
}
