package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ThreadLocalUsage") // each test has its own
final class ThreadLocalsTest {

  /** A value of the plugin. */
  static final class Session {
    Session() {}
  }

  /** A ThreadLocal of the plugin. */
  static final class Local extends ThreadLocal<Object> {
    Local() {}
  }

  /** Supplies values of the host. */
  static final class Texts implements Supplier<Object> {
    Texts() {}

    @Override
    public Object get() {
      return new Object();
    }
  }

  private final Acme plugin = new Acme("v1", Session.class, Local.class, Texts.class);
  private final Acme next = new Acme("v2", Session.class, Local.class, Texts.class);
  private final ThreadLocals sweep = new ThreadLocals();
  private final ExecutorService other =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "pool-of-the-host"));

  @AfterEach
  void endPool() {
    other.shutdownNow();
  }

  private void onOther(Runnable task) throws Exception {
    other.submit(task).get(20, TimeUnit.SECONDS);
  }

  private Object seenByOther(ThreadLocal<Object> local) throws Exception {
    return other.submit(() -> String.valueOf(local.get())).get(20, TimeUnit.SECONDS);
  }

  @Test
  void aValueOfThePluginIsTakenFromAnotherThread() throws Exception {
    ThreadLocal<Object> local = ThreadLocal.withInitial(() -> "initial");
    onOther(() -> local.set(plugin.make(Session.class, Object.class)));
    assertThat(sweep.sweep(plugin.departed()))
        .containsExactly(
            "took the thread-local %s of a %s from thread \"pool-of-the-host\""
                .formatted(Session.class.getName(), "java.lang.ThreadLocal$SuppliedThreadLocal"));
    assertThat(seenByOther(local)).isEqualTo("initial");
    assertThat(sweep.sweep(plugin.departed())).isEmpty();
  }

  @Test
  void anyValueOfAThreadLocalOfThePluginIsTaken() throws Exception {
    @SuppressWarnings("unchecked")
    ThreadLocal<Object> own = plugin.make(Local.class, ThreadLocal.class);
    @SuppressWarnings("unchecked")
    ThreadLocal<Object> supplied =
        ThreadLocal.withInitial((Supplier<Object>) plugin.make(Texts.class, Supplier.class));
    onOther(
        () -> {
          own.set("text");
          supplied.get();
        });
    assertThat(sweep.sweep(plugin.departed())).hasSize(2);
    assertThat(seenByOther(own)).isEqualTo("null");
  }

  @Test
  void inheritableOnesAreTakenToo() throws Exception {
    InheritableThreadLocal<Object> local = new InheritableThreadLocal<>();
    onOther(() -> local.set(plugin.make(Session.class, Object.class)));
    assertThat(sweep.sweep(plugin.departed())).hasSize(1);
    assertThat(other.submit(() -> local.get() == null).get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void valuesOfTheHostAndOfTheNextGenerationStay() throws Exception {
    ThreadLocal<Object> reaching = new ThreadLocal<>();
    ThreadLocal<Object> successor = new ThreadLocal<>();
    Object held = next.make(Session.class, Object.class);
    onOther(
        () -> {
          reaching.set(new Object[] {plugin.make(Session.class, Object.class)});
          successor.set(held);
        });
    assertThat(sweep.sweep(plugin.departed())).isEmpty();
    assertThat(seenByOther(successor)).isEqualTo(held.toString());
    assertThat(seenByOther(reaching)).isNotEqualTo("null");
  }

  @Test
  void theMapStaysWholeWhileItsThreadChangesIt() throws Exception {
    AtomicBoolean end = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    Object session = plugin.make(Session.class, Object.class);
    Future<Integer> rounds = other.submit(() -> churn(session, end, begun));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    int taken = 0;
    while (taken < 2_000) {
      taken += sweep.sweep(plugin.departed()).size();
    }
    end.set(true);
    assertThat(rounds.get(20, TimeUnit.SECONDS)).isPositive();
  }

  /** Many locals come and go, some with values of the plugin; those of the host must be right. */
  private static int churn(Object session, AtomicBoolean end, CountDownLatch begun) {
    List<ThreadLocal<Object>> kept = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ThreadLocal<Object> local = new ThreadLocal<>();
      local.set(i);
      kept.add(local);
    }
    int rounds = 0;
    for (; !end.get(); rounds++) {
      List<ThreadLocal<Object>> passing = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        ThreadLocal<Object> local = ThreadLocal.withInitial(() -> "initial");
        local.set(session);
        passing.add(local);
      }
      for (ThreadLocal<Object> local : passing) {
        Object seen = local.get();
        if (seen != session && !"initial".equals(seen)) {
          throw new AssertionError("saw " + seen);
        }
        if (rounds % 2 == 0) {
          local.remove();
        }
      }
      for (int i = 0; i < kept.size(); i++) {
        if (!Integer.valueOf(i).equals(kept.get(i).get())) {
          throw new AssertionError(i + " became " + kept.get(i).get());
        }
      }
      begun.countDown();
    }
    return rounds;
  }
}
