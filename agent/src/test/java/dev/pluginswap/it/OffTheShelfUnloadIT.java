package dev.pluginswap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Libraries as they come, each swapped again and again while it is called: every old generation is
 * garbage afterwards, or it is said who holds it.
 */
class OffTheShelfUnloadIT {

  /** {@code -Dunload.swaps.each=20} takes longer. */
  private static final int SWAPS = Integer.getInteger("unload.swaps.each", 1);

  /** A generation that is held is told from one that is not by some collections and seconds. */
  private static final Duration BOUND = Duration.ofSeconds(120L + 60L * SWAPS);

  /** Derby's threads end when its engine is shut down, by a URL that nobody here connects to. */
  private static final Map<String, String> HELD =
      Map.of("derby", "thread \"derby.rawStoreDaemon\"");

  /** Asks without pause, and reloads meanwhile; waits until it is known what became of each. */
  private static final String MAIN =
      """
      package host;
      import dev.pluginswap.api.*;
      import java.sql.Connection;
      import java.sql.Driver;
      import java.sql.ResultSet;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.AtomicLong;
      import javax.script.ScriptEngineFactory;
      public class Main {
        static final AtomicLong ANSWERS = new AtomicLong();
        static final Queue<String> FAILED = new ConcurrentLinkedQueue<>();
        static volatile boolean done;

        public static void main(String[] args) throws Exception {
          String name = args[0];
          Callable<Object> use = use(name, args[2], args[3]);
          install(args[1]);
          Thread[] callers = new Thread[2];
          for (int i = 0; i < callers.length; i++) {
            callers[i] = new Thread(() -> ask(use), "caller-" + i);
            callers[i].start();
          }
          awaitAnswers();
          for (int i = 0; i < Integer.parseInt(args[4]); i++) {
            long old = PluginSwap.current().plugin(name).orElseThrow().generation();
            InstallReport report = PluginSwap.current().reload(name);
            if (report.outcome() != Outcome.COMMITTED) System.out.println(report);
            awaitAnswers();
            GenerationStatus gone = gone(name, old);
            System.out.println("generation " + gone.state());
            gone.repairs().forEach(line -> System.out.println("  repaired " + line));
            gone.holders().forEach(line -> System.out.println("  held by " + line));
          }
          done = true;
          for (Thread caller : callers) caller.join();
          System.out.println("failed " + FAILED.size() + " " + FAILED.peek());
          System.exit(0);
        }

        static Callable<Object> use(String name, String kind, String url) {
          return switch (kind) {
            case "driver" -> {
              Driver driver = PluginSwap.current().service(Driver.class, name);
              yield () -> {
                if (url.startsWith("nowhere ")) {
                  try (Connection none = driver.connect(url.substring(8), new Properties())) {
                    return "connected?";
                  } catch (java.sql.SQLException expected) {
                    return "no server";
                  }
                }
                try (Connection connection = driver.connect(url, new Properties());
                    ResultSet answer = connection.getMetaData().getTypeInfo()) {
                  answer.next();
                  return answer.getString(1);
                }
              };
            }
            case "engine" -> {
              ScriptEngineFactory engines =
                  PluginSwap.current().service(ScriptEngineFactory.class, name);
              yield () -> engines.getScriptEngine().eval(url);
            }
            default -> {
              @SuppressWarnings("unchecked")
              Callable<Object> callable = PluginSwap.current().service(Callable.class, name);
              yield callable;
            }
          };
        }

        static void install(String source) {
          InstallReport report = PluginSwap.current().install(source);
          if (report.outcome() != Outcome.COMMITTED) {
            System.out.println(report);
            System.exit(9);
          }
        }

        static void ask(Callable<Object> use) {
          while (!done) {
            try {
              if (use.call() != null) ANSWERS.incrementAndGet();
              Thread.sleep(1);
            } catch (Throwable t) {
              FAILED.add(t.toString());
            }
          }
        }

        static void awaitAnswers() throws Exception {
          long before = ANSWERS.get();
          long end = System.nanoTime() + 30_000_000_000L;
          while (ANSWERS.get() < before + 3) {
            if (System.nanoTime() > end) {
              System.out.println("no answers, first failure: " + FAILED.peek());
              System.exit(9);
            }
            Thread.sleep(2);
          }
        }

        static GenerationStatus gone(String name, long number) throws Exception {
          long end = System.nanoTime() + 60_000_000_000L;
          while (true) {
            for (GenerationStatus each :
                PluginSwap.current().plugin(name).orElseThrow().generations()) {
              boolean known = each.state() == GenerationState.COLLECTED
                  || each.state() == GenerationState.HELD || System.nanoTime() > end;
              if (each.number() == number && known) return each;
            }
            Thread.sleep(5);
          }
        }
      }
      """;

  /**
   * A library and how it is used.
   *
   * @param kind driver, engine or callable
   * @param use a URL to connect to, or a script
   * @param jars in {@code target/it-libs}
   * @param entry code of a {@link Callable} that uses it; empty where its own services do
   */
  private record Library(String name, String kind, String use, List<String> jars, String entry) {

    static Library driver(String name, String url, String... jars) {
      return new Library(name, "driver", url, List.of(jars), "");
    }

    @Override
    public String toString() {
      return name;
    }

    /** As it comes where it is one jar; with its dependencies otherwise. */
    Path plugin(Path directory) {
      if (jars.size() == 1 && entry.isEmpty()) {
        return ForkedJvm.library(jars.get(0));
      }
      TestPlugin plugin = TestPlugin.of(name, "1.0.0");
      for (String jar : jars) {
        plugin.bundleFile("lib/" + jar, content(ForkedJvm.library(jar)));
        plugin.against(ForkedJvm.library(jar));
      }
      if (!entry.isEmpty()) {
        plugin.source("test.Use", entry).provides(Callable.class.getName(), "test.Use");
      }
      return plugin.zip(directory.resolve(name + ".zip"));
    }

    private static byte[] content(Path file) {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<String> options() {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx256m"));
    if (SWAPS == 1) {
      options.add("-XX:TieredStopAtLevel=1"); // nothing runs for so long that more would pay off
    }
    return options;
  }

  static Stream<Library> libraries() {
    return Stream.of(
        Library.driver(
            "postgresql", "nowhere jdbc:postgresql://127.0.0.1:1/none", "postgresql-42.7.13.jar"),
        Library.driver(
            "mysql-connector-j",
            "nowhere jdbc:mysql://127.0.0.1:1/none",
            "mysql-connector-j-9.3.0.jar",
            "protobuf-java-4.29.0.jar"),
        Library.driver(
            "mariadb-java-client",
            "nowhere jdbc:mariadb://127.0.0.1:1/none",
            "mariadb-java-client-3.5.3.jar"),
        Library.driver("h2", "jdbc:h2:mem:", "h2-2.3.232.jar"),
        Library.driver("hsqldb", "jdbc:hsqldb:mem:kept", "hsqldb-2.7.4.jar"),
        Library.driver(
            "derby",
            "jdbc:derby:memory:kept;create=true",
            "derby-10.16.1.1.jar",
            "derbyshared-10.16.1.1.jar"),
        Library.driver("sqlite-jdbc", "jdbc:sqlite::memory:", "sqlite-jdbc-3.49.1.0.jar"),
        new Library(
            "groovy-jsr223",
            "engine",
            "[1, 2, 3].collect { it * 2 }.sum()",
            List.of("groovy-jsr223-4.0.27.jar", "groovy-4.0.27.jar"),
            ""),
        new Library(
            "rhino-engine",
            "engine",
            "[1, 2, 3].map(function (it) { return it * 2 }).join()",
            List.of("rhino-engine-1.8.0.jar", "rhino-1.8.0.jar"),
            ""),
        new Library(
            "bcprov",
            "callable",
            "-",
            List.of("bcprov-jdk18on-1.82.jar"),
            """
            package test;
            import java.security.*;
            public class Use implements java.util.concurrent.Callable<Object> {
              static final Provider OURS = new org.bouncycastle.jce.provider.BouncyCastleProvider();
              static {
                Security.addProvider(OURS);
              }
              @Override public Object call() throws Exception {
                return MessageDigest.getInstance("SHA3-256", OURS).digest(new byte[10]).length
                    + KeyPairGenerator.getInstance("EC", OURS).getAlgorithm();
              }
            }
            """),
        new Library(
            "logback",
            "callable",
            "-",
            List.of(
                "logback-classic-1.5.18.jar", "logback-core-1.5.18.jar", "slf4j-api-2.0.18.jar"),
            """
            package test;
            public class Use implements java.util.concurrent.Callable<Object> {
              @Override public Object call() throws Exception {
                org.slf4j.MDC.put("who", "test");
                org.slf4j.LoggerFactory.getLogger(Use.class).debug("called", new Exception());
                return "logged";
              }
            }
            """));
  }

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("libraries")
  void theOldGenerationIsGarbageAfterEachSwap(Library library) throws Exception {
    Host host = Workspaces.host(directory.resolve("host"), MAIN);
    try (ForkedJvm jvm =
        Workspaces.start(
            directory,
            host,
            directory.resolve("plugins") + ",unloadGc=true,linkage=off",
            options(),
            library.name,
            library.plugin(directory).toString(),
            library.kind,
            library.use,
            String.valueOf(SWAPS))) {
      assertThat(jvm.exitValue(BOUND)).as(jvm::toString).isZero();
      List<String> states = new ArrayList<>(jvm.stdout());
      String holder = HELD.get(library.name);
      assertThat(states.stream().filter(line -> line.startsWith("generation ")))
          .as(jvm::toString)
          .hasSize(SWAPS)
          .containsOnly(holder == null ? "generation COLLECTED" : "generation HELD");
      assertThat(states.stream().filter(line -> line.startsWith("  held by ")))
          .as(jvm::toString)
          .allMatch(line -> line.startsWith("  held by " + holder))
          .hasSize(holder == null ? 0 : SWAPS);
      assertThat(states).as(jvm::toString).contains("failed 0 null");
    }
  }
}
