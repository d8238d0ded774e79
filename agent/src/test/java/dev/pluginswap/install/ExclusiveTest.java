package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginState;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.ServiceUnavailableException;
import dev.pluginswap.bundle.Handover;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A plugin that owns something which only one can own gives it up before the next one starts. */
final class ExclusiveTest {

  /**
   * Owns a file while it runs, and counts its calls, over all versions. Every call must find the
   * file there.
   */
  private static final String OWNER =
      """
      package test;
      import dev.pluginswap.api.HealthCheck;
      import dev.pluginswap.api.Plugin;
      import dev.pluginswap.api.PluginContext;
      import dev.pluginswap.api.Stateful;
      import dev.pluginswap.testing.Greeter;
      import java.nio.ByteBuffer;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.concurrent.atomic.AtomicLong;
      public class Owner implements Plugin, Greeter, Stateful, HealthCheck {
        private final AtomicLong calls = new AtomicLong();
        private volatile Path owned;
        @Override public void start(PluginContext context) throws Exception {
          Files.createFile(context.dataDirectory().resolve("owner"));
          owned = context.dataDirectory().resolve("owner");
        }
        @Override public void stop() throws Exception {
          if (owned != null) Files.delete(owned);
          owned = null;
        }
        @Override public byte[] saveState() {
          return ByteBuffer.allocate(8).putLong(calls.get()).array();
        }
        @Override public void restoreState(byte[] state, String from) {
          calls.set(ByteBuffer.wrap(state).getLong());
        }
        @Override public void checkHealth() throws Exception { %2$s }
        @Override public String greet(String name) {
          if (!Files.exists(owned)) throw new IllegalStateException("called without the file");
          calls.incrementAndGet();
          if (name.equals("hold")) {
            ((Runnable) System.getProperties().get("ExclusiveTest.hold")).run();
          }
          if (name.startsWith("wait")) {
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
          }
          return "%1$s " + calls.get();
        }
      }
      """;

  @TempDir Path directory;

  private static TestPlugin owner(String version, String health) {
    return TestPlugin.of("greeter", version)
        .source("test.Owner", OWNER.formatted(version, health))
        .entry("test.Owner")
        .provides(Greeter.class.getName(), "test.Owner")
        .handover(Handover.EXCLUSIVE);
  }

  private static TestPlugin owner(String version) {
    return owner(version, "");
  }

  private static TestPlugin sick(String version) {
    return owner(version, "throw new IllegalStateException(\"not well\");");
  }

  private static void install(Workbench bench, TestPlugin plugin) {
    InstallReport report = bench.install(plugin);
    assertThat(report.outcome()).as(report::toString).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void theNextVersionStartsAfterTheOldOneHasStopped() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, owner("1.0.0"));
      assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0 1");

      install(bench, owner("2.0.0"));
      assertThat(bench.greeter.greet("Ada")).isEqualTo("2.0.0 2");

      assertThat(bench.installer.rollback("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0 3");
      assertThat(bench.installer.reload("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0 4");
      assertThat(bench.installer.remove("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
    }
  }

  @Test
  void sideBySideTheSamePluginCannotBeReplaced() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, owner("1.0.0").handover(Handover.OVERLAP));

      InstallReport report = bench.install(owner("2.0.0").handover(Handover.OVERLAP));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.problems()).extracting(Problem::code).contains("start-failed");
      assertThat(bench.greeter.greet("Ada")).startsWith("1.0.0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsEnoughThatOneOfTheTwoAsksForIt(Handover first) throws IOException {
    Handover second = first == Handover.OVERLAP ? Handover.EXCLUSIVE : Handover.OVERLAP;
    try (Workbench bench = new Workbench(directory)) {
      install(bench, owner("1.0.0").handover(first));
      install(bench, owner("2.0.0").handover(second));
      assertThat(bench.greeter.greet("Ada")).isEqualTo("2.0.0 1");
    }
  }

  @Test
  void noCallFailsAndEachIsCountedOnceWhateverBecomesOfTheSwaps() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      Path one = bench.zip(owner("1.0.0"));
      Path two = bench.zip(owner("2.0.0"));
      Path sick = bench.zip(sick("3.0.0"));
      bench.install(one);
      AtomicBoolean done = new AtomicBoolean();
      AtomicLong called = new AtomicLong();
      Queue<Throwable> failed = new ConcurrentLinkedQueue<>();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String name = i == 0 ? "wait" : "go";
        Thread caller =
            new Thread(
                () -> {
                  while (!done.get()) {
                    try {
                      bench.greeter.greet(name);
                      called.incrementAndGet();
                    } catch (Throwable t) {
                      failed.add(t);
                    }
                    LockSupport.parkNanos(20_000);
                  }
                });
        callers.add(caller);
        caller.start();
      }
      for (int i = 0; i < 30; i++) {
        Path next = i % 3 == 2 ? sick : i % 2 == 0 ? two : one;
        Outcome outcome = bench.install(next).outcome();
        if (next == sick) {
          assertThat(outcome).isEqualTo(Outcome.ROLLED_BACK);
        }
      }
      done.set(true);
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(failed).isEmpty();
      assertThat(bench.greeter.greet("Ada")).endsWith(" " + (called.get() + 1));
      assertThat(bench.status().figures().takenBack()).isEqualTo(10);
      assertThat(bench.status().figures().longestWait()).isPositive();
    }
  }

  @Test
  void aVersionThatDoesNotComeUpLeavesTheOldOneStartedAgainWithItsState() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, owner("1.0.0"));
      bench.greeter.greet("Ada");
      long generation = bench.status().generation();

      InstallReport report = bench.install(sick("2.0.0"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.problems()).extracting(Problem::code).contains("health-failed");
      assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0 2");
      assertThat(bench.status().state()).isEqualTo(PluginState.LIVE);
      assertThat(bench.status().generation()).isGreaterThan(generation);
      assertThat(report.generation()).isEqualTo(bench.status().generation());
      bench.restart();
      assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0 1");
    }
  }

  static Stream<RollBackTest.Fault> faults() {
    return RollBackTest.faults()
        .filter(fault -> EnumSet.range(Step.SNAPSHOT, Step.COMMIT).contains(fault.step()));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aStepThatThrowsLeavesTheOldVersionServing(RollBackTest.Fault fault) throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, owner("1.0.0"));
      bench.greeter.greet("Ada");
      bench.steps.thrown = fault.thrown();
      bench.steps.after = fault.after();
      bench.steps.step = fault.step();

      assertThat(bench.install(owner("2.0.0")).outcome()).isEqualTo(Outcome.ROLLED_BACK);

      assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0 2");
      assertThat(bench.status().state()).isEqualTo(PluginState.LIVE);
      bench.steps.step = null;
      install(bench, owner("2.0.0"));
      assertThat(bench.greeter.greet("Ada")).isEqualTo("2.0.0 3");
    }
  }

  /** A call that is inside the plugin until it is let go. */
  private static final class HeldCall implements AutoCloseable {
    private static final String PROPERTY = "ExclusiveTest.hold";
    private final CountDownLatch leave = new CountDownLatch(1);
    private final AtomicBoolean returned = new AtomicBoolean();
    private final Thread caller;

    /** Returns when the call is inside. */
    HeldCall(Workbench bench, Runnable beforeItReturns) throws InterruptedException {
      CountDownLatch inside = new CountDownLatch(1);
      Runnable hold =
          () -> {
            inside.countDown();
            try {
              leave.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            beforeItReturns.run();
          };
      System.getProperties().put(PROPERTY, hold);
      caller =
          new Thread(
              () -> {
                bench.greeter.greet("hold");
                returned.set(true);
              },
              "held");
      caller.start();
      inside.await();
    }

    void letGo() {
      leave.countDown();
    }

    boolean hasReturned() throws InterruptedException {
      caller.join();
      return returned.get();
    }

    @Override
    public void close() throws InterruptedException {
      letGo();
      caller.join();
      System.getProperties().remove(PROPERTY);
    }
  }

  private static InstallReport installImpatiently(Workbench bench, TestPlugin plugin) {
    return bench.installer.install(
        InstallRequest.of(bench.zip(plugin).toString()).withDrainTimeout(Duration.ofMillis(50)));
  }

  @Test
  void aCallThatDoesNotReturnKeepsTheOldVersion() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, owner("1.0.0"));
      try (HeldCall held = new HeldCall(bench, () -> {})) {
        InstallReport report = installImpatiently(bench, owner("2.0.0"));

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.problems())
            .anySatisfy(
                problem -> {
                  assertThat(problem.code()).isEqualTo("drain-timeout");
                  assertThat(problem.where()).startsWith("greeter@1.0.0#");
                  assertThat(problem.what())
                      .startsWith("calls had not returned after 50 ms")
                      .contains("thread 'held' is in test.Owner.greet(Owner.java:");
                });
        assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0 2");
        held.letGo();
        assertThat(held.hasReturned()).isTrue();
      }
    }
  }

  @Test
  void aCallFromInsideOfACallIsNotHeldBack() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, owner("1.0.0"));
      try (HeldCall held = new HeldCall(bench, () -> bench.greeter.greet("again"))) {
        Generation old = bench.runtime.live("greeter");
        Thread letsGo =
            new Thread(
                () -> {
                  try {
                    Workbench.await("retired", old::isRetired);
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  } finally {
                    held.letGo();
                  }
                });
        letsGo.start();

        install(bench, owner("2.0.0"));

        letsGo.join();
        assertThat(held.hasReturned()).isTrue();
        assertThat(bench.greeter.greet("Ada")).isEqualTo("2.0.0 3");
      }
    }
  }

  @Test
  void aCallInsideTheNewVersionDoesNotKeepItRunningBesideTheOldOne() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, owner("1.0.0"));
      AtomicReference<HeldCall> held = new AtomicReference<>();
      bench.steps.deed =
          () -> {
            held.set(new HeldCall(bench, () -> {}));
            throw new IOException("no space left on device");
          };
      bench.steps.step = Step.COMMIT;
      try {
        assertThat(installImpatiently(bench, owner("2.0.0")).outcome())
            .isEqualTo(Outcome.ROLLED_BACK);
        assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0 1");
      } finally {
        held.get().close();
      }
    }
  }

  @Test
  void whenTheOldVersionDoesNotComeBackCallsAreToldAtOnceAndReloadCuresIt() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, owner("1.0.0"));
      Path data = bench.plugins.resolve(".data/greeter/owner");
      String hostile = "java.nio.file.Files.createFile(java.nio.file.Path.of(\"%s\"));";
      // Leaves the file behind, so that nobody can start any more.
      TestPlugin next =
          owner("2.0.0", "stop(); " + hostile.formatted(data) + " throw new Exception(\"no\");");

      InstallReport report = bench.install(next);

      assertThat(report.outcome()).isEqualTo(Outcome.BROKEN);
      assertThat(report.problems())
          .anySatisfy(
              problem -> {
                assertThat(problem.code()).isEqualTo("roll-back-failed");
                assertThat(problem.cure())
                    .contains("no version is serving")
                    .contains("reload greeter");
              });
      assertThatThrownBy(() -> bench.greeter.greet("Ada"))
          .isInstanceOf(ServiceUnavailableException.class)
          .hasMessageContaining("greeter (not live)");

      Files.delete(data);
      assertThat(bench.installer.reload("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0 1");
    }
  }
}
