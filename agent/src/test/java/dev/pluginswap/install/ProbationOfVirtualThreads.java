package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.Outcome;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.TestPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What virtual threads call is on probation too. Run by {@link ProbationIT}. */
final class ProbationOfVirtualThreads {

  @TempDir Path directory;

  @Test
  void aFailedCallBringsTheGenerationBeforeBack() throws Exception {
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try (Workbench bench = new Workbench(directory)) {
      assertThat(bench.install(Workbench.greeter("1.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
      Generation first = bench.runtime.live("greeter");
      TestPlugin broken =
          TestPlugin.of("greeter", "2.0.0")
              .source(
                  "test.Broken",
                  """
                  package test;
                  public class Broken implements dev.pluginswap.testing.Greeter {
                    @Override public String greet(String name) {
                      throw new NoSuchMethodError("com.acme.Clock.now()");
                    }
                  }
                  """)
              .provides(Greeter.class.getName(), "test.Broken")
              .probation(Duration.ofHours(1));
      assertThat(bench.install(broken).outcome()).isEqualTo(Outcome.COMMITTED);
      Generation second = bench.runtime.live("greeter");

      Future<Throwable> call = threads.submit(() -> failureOf(bench.greeter));

      assertThat(call.get(20, TimeUnit.SECONDS)).isInstanceOf(NoSuchMethodError.class);
      Workbench.await("live again", () -> bench.runtime.live("greeter") == first);
      assertThat(threads.submit(() -> bench.greeter.greet("Ada")).get(20, TimeUnit.SECONDS))
          .isEqualTo("1.0.0: Ada");
      Workbench.await("concluded", () -> !bench.status().problems().isEmpty());
      Workbench.await("drained", () -> bench.status().draining().isEmpty());
      assertThat(second.callsInFlight()).isZero();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Throwable failureOf(Greeter greeter) {
    try {
      return new AssertionError("answered " + greeter.greet("Ada"));
    } catch (NoSuchMethodError expected) {
      return expected;
    }
  }
}
