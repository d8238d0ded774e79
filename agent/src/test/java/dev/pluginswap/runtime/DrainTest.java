package dev.pluginswap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.TestPlugin;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who counts as inside, one case after the other; the stress finds the cases nobody thought of. */
@Timeout(60)
final class DrainTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path directory;
  private RuntimeHarness harness;
  private Generation old;
  private Consumer<Runnable> handle;

  /** Where the next thread that looks at the call site stays. */
  private static volatile CountDownLatch window = new CountDownLatch(0);

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @BeforeEach
  @SuppressWarnings("unchecked")
  void makeLive() throws HookFailedException {
    harness = new RuntimeHarness(directory);
    old = goLive("1");
    handle = harness.runtime.handle(Consumer.class, "runner");
  }

  private Generation goLive(String version) throws HookFailedException {
    return harness.live(
        TestPlugin.of("runner", version)
            .source(
                "test.Runner",
                """
                package test;
                public class Runner implements java.util.function.Consumer<Runnable> {
                  @Override public void accept(Runnable body) { body.run(); }
                }
                """)
            .provides("java.util.function.Consumer", "test.Runner"));
  }

  private void stay() {
    arrived.countDown();
    await(goOn);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void mustKeepTheOldOneBusy(Thread caller) throws Exception {
    caller.start();
    await(arrived);
    goLive("2");
    assertThat(old.drain(SHORT)).isFalse();
    goOn.countDown();
    assertThat(old.drain(LONG)).isTrue();
    caller.join();
  }

  @Test
  void aCallInside() throws Exception {
    mustKeepTheOldOneBusy(new Thread(() -> handle.accept(this::stay)));
  }

  @Test
  void aCallThatHasGoneOnIntoTheNextGeneration() throws Exception {
    Runnable nested =
        () -> {
          arrived.countDown();
          await(goOn);
          handle.accept(() -> {});
        };
    mustKeepTheOldOneBusy(new Thread(() -> handle.accept(nested)));
  }

  @Test
  void aCallDeepDownInItsStack() throws Exception {
    // A stack that is cut off, as JDK 19 and later do at 1,024 frames, does not show the call.
    mustKeepTheOldOneBusy(
        new Thread(null, () -> handle.accept(() -> deep(3_000)), "deep", 64 << 20));
  }

  private void deep(int frames) {
    if (frames == 0) {
      stay();
    } else {
      deep(frames - 1);
    }
  }

  @Test
  void aThreadThatDoesNotShowItsStack() throws Exception {
    mustKeepTheOldOneBusy(
        new Thread(() -> handle.accept(this::stay)) {
          @Override
          public StackTraceElement[] getStackTrace() {
            return new StackTraceElement[0];
          }
        });
  }

  @Test
  void aThreadThatHasReadTheCallSiteAndCalledNothingYet() throws Exception {
    MutableCallSite site = HandleTarget.of(handle.getClass()).site();
    MethodHandle linger =
        MethodHandles.lookup()
            .bind(this, "linger", MethodType.methodType(Consumer.class, Consumer.class));
    site.setTarget(MethodHandles.filterReturnValue(site.getTarget(), linger));
    window = goOn;
    String[] ranIn = new String[1];
    mustKeepTheOldOneBusy(
        new Thread(
            () ->
                handle.accept(
                    () -> ranIn[0] = old.isRetired() ? "the retired one" : "the next one")));
    assertThat(ranIn).containsExactly("the retired one");
  }

  @SuppressWarnings("UnusedMethod") // bound by name
  private Consumer<?> linger(Consumer<?> bridge) {
    arrived.countDown();
    await(window);
    return bridge;
  }

  @Test
  void nobodyElse() throws Exception {
    Thread elsewhere = new Thread(this::stay);
    elsewhere.start();
    await(arrived);
    handle.accept(() -> {});
    goLive("2");
    assertThat(old.drain(Duration.ZERO)).isTrue();
    goOn.countDown();
    elsewhere.join();
  }

  @Test
  void aCallOfTheNextGenerationDoesNotCount() throws Exception {
    goLive("2");
    Thread caller = new Thread(() -> handle.accept(this::stay));
    caller.start();
    await(arrived);
    assertThat(old.drain(Duration.ZERO)).isTrue();
    goOn.countDown();
    caller.join();
  }

  @Test
  void whoIsInsideIsToldByNameAndPlace() throws Exception {
    Thread caller = new Thread(() -> handle.accept(this::stay), "worker-3");
    caller.start();
    await(arrived);
    assertThat(old.callsInFlight()).isEqualTo(1);
    assertThat(old.whoIsInside())
        .containsExactly("thread 'worker-3' is in test.Runner.accept(Runner.java:3)");
    goOn.countDown();
    caller.join();
    assertThat(old.callsInFlight()).isZero();
    assertThat(old.whoIsInside()).isEmpty();
  }

  @Test
  void ofManyThreadsSomeAreNamed() throws Exception {
    CountDownLatch all = new CountDownLatch(7);
    Thread[] callers = new Thread[7];
    for (int i = 0; i < callers.length; i++) {
      callers[i] =
          new Thread(
              () ->
                  handle.accept(
                      () -> {
                        all.countDown();
                        await(goOn);
                      }));
      callers[i].start();
    }
    await(all);
    assertThat(old.callsInFlight()).isEqualTo(7);
    assertThat(old.whoIsInside()).hasSize(6).last().isEqualTo("2 more threads");
    goOn.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
  }
}
