package dev.pluginswap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No call is lost while versions come and go. */
class SwapUnderLoadIT {

  private static final int SWAPS = 200;

  /** Answers its version and generation; a call that meets a stopped one throws. */
  private static final String PLUGIN =
      """
      package test;
      import dev.pluginswap.api.Plugin;
      import dev.pluginswap.api.PluginContext;
      public class Hello implements Plugin, dev.pluginswap.testing.Greeter {
        private static volatile boolean stopped;
        private volatile long generation;
        @Override public void start(PluginContext context) { generation = context.generation(); }
        @Override public void stop() { stopped = true; }
        @Override public String greet(String name) {
          refuseIfStopped("entered");
          if ((name.length() & 1) == 0) {
            Thread.yield(); // so that some calls are inside for longer
          }
          refuseIfStopped("inside");
          return "%s " + generation;
        }
        private void refuseIfStopped(String where) {
          if (stopped) throw new IllegalStateException(where + " after stop of " + generation);
        }
      }
      """;

  private static final String HOST =
      """
      package host;
      import dev.pluginswap.api.InstallReport;
      import dev.pluginswap.api.PluginSwap;
      import dev.pluginswap.testing.Greeter;
      import java.util.Map;
      import java.util.Queue;
      import java.util.concurrent.ConcurrentHashMap;
      import java.util.concurrent.ConcurrentLinkedQueue;
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.atomic.LongAdder;
      public class Main {
        static final Greeter GREETER = PluginSwap.current().service(Greeter.class, "greeter");
        static final Queue<String> FAILED = new ConcurrentLinkedQueue<>();
        static final Map<String, LongAdder> ANSWERS = new ConcurrentHashMap<>();
        /** The generation whose install has returned. */
        static volatile long settled;
        static volatile boolean done;

        public static void main(String[] args) throws Exception {
          install(args[1]);
          CountDownLatch calling = new CountDownLatch(8);
          Thread[] threads = new Thread[8];
          for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> call(calling), "caller-" + i);
            threads[i].start();
          }
          calling.await();
          for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            install(args[2 - i % 2]);
          }
          done = true;
          for (Thread thread : threads) thread.join();
          System.out.println("failed " + FAILED.size() + " " + FAILED.peek());
          System.out.println("answers " + new java.util.TreeSet<>(ANSWERS.keySet()));
          System.out.println("least " + ANSWERS.values().stream()
              .mapToLong(LongAdder::sum).min().getAsLong());
          System.out.println("generation " + settled);
          long end = System.nanoTime() + 30_000_000_000L;
          while (!PluginSwap.current().plugin("greeter").get().draining().isEmpty()) {
            if (System.nanoTime() > end) throw new AssertionError("the last one never drained");
            Thread.sleep(5);
          }
          System.out.println("drained");
        }

        static void install(String source) {
          InstallReport report = PluginSwap.current().install(
              dev.pluginswap.api.InstallRequest.of(source).withAllowDowngrade(true));
          if (!report.outcome().name().equals("COMMITTED")) {
            System.out.println("not committed: " + report);
            System.exit(9);
          }
          settled = report.generation();
        }

        static void call(CountDownLatch calling) {
          for (long i = 0; !done; i++) {
            long atLeast = settled;
            try {
              String[] answer = GREETER.greet((i & 63) == 0 ? "long" : "one").split(" ");
              ANSWERS.computeIfAbsent(answer[0], any -> new LongAdder()).increment();
              if (Long.parseLong(answer[1]) < atLeast) {
                FAILED.add("generation " + answer[1] + " answered after " + atLeast);
              }
            } catch (Throwable t) {
              FAILED.add(t.toString());
            }
            if (i == 0) calling.countDown();
          }
        }
      }
      """;

  @TempDir Path directory;

  private Path version(String version) {
    return TestPlugin.of("greeter", version)
        .source("test.Hello", PLUGIN.formatted(version))
        .entry("test.Hello")
        .provides(Greeter.class.getName(), "test.Hello")
        .zip(directory.resolve("greeter-" + version + ".zip"));
  }

  @Test
  void noCallFailsOrMeetsAStoppedVersionInTwoHundredSwaps() throws Exception {
    Path one = version("1.0.0");
    Path two = version("2.0.0");
    Host host = Workspaces.host(directory.resolve("host"), HOST);
    try (ForkedJvm jvm =
        Workspaces.start(
            directory,
            host,
            directory.resolve("plugins"),
            List.of(),
            String.valueOf(SWAPS),
            one.toString(),
            two.toString())) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout())
          .as(jvm::toString)
          .contains(
              "failed 0 null", "answers [1.0.0, 2.0.0]", "generation " + (SWAPS + 1), "drained");
      assertThat(jvm.stdout())
          .filteredOn(line -> line.startsWith("least "))
          .singleElement()
          .satisfies(
              line -> assertThat(Long.parseLong(line.substring(6))).isGreaterThan(10L * SWAPS));
    }
  }
}
