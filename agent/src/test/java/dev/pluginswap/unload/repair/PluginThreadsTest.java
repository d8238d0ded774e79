package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PluginThreadsTest {

  /** Waits until it is interrupted or told to end. */
  static final class Polite implements Runnable {
    private final AtomicBoolean end;

    Polite(AtomicBoolean end) {
      this.end = end;
    }

    @Override
    public void run() {
      while (!end.get() && !Thread.currentThread().isInterrupted()) {
        LockSupport.park();
      }
    }
  }

  /** Waits until it is told to end, whatever happens. */
  static final class Stubborn implements Runnable {
    private final AtomicBoolean end;
    private final AtomicInteger rounds;

    Stubborn(AtomicBoolean end, AtomicInteger rounds) {
      this.end = end;
      this.rounds = rounds;
    }

    @Override
    public void run() {
      while (!end.get()) {
        LockSupport.park();
        rounds.incrementAndGet();
      }
    }
  }

  /** A thread of the plugin's own class. */
  static final class Own extends Thread {
    private final AtomicBoolean end;

    Own(AtomicBoolean end) {
      super("acme-own");
      this.end = end;
    }

    @Override
    public void run() {
      new Polite(end).run();
    }
  }

  private final AtomicBoolean end = new AtomicBoolean();
  private final Acme plugin = new Acme("greeter@1.2.0#7", Polite.class, Stubborn.class, Own.class);
  private final Acme next = new Acme("greeter@1.3.0#8", Polite.class, Stubborn.class);
  private final PluginThreads sweep = new PluginThreads(Duration.ofSeconds(20));

  @AfterEach
  void endAll() {
    end.set(true);
    Thread.getAllStackTraces().keySet().forEach(LockSupport::unpark);
  }

  private Thread parked(Runnable task, String name) {
    return parked(new Thread(task, name));
  }

  private static Thread parked(Thread thread) {
    thread.setDaemon(true);
    thread.start();
    Acme.await(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }

  @Test
  void aThreadThatRunsATaskOfThePluginIsEnded() throws Exception {
    Thread thread = parked(plugin.make(Polite.class, Runnable.class, end), "acme-poll");
    assertThat(sweep.sweep(plugin.departed()))
        .containsExactly("ended thread \"acme-poll\" of the plugin by an interrupt");
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void aThreadOfThePluginsClassIsEnded() throws Exception {
    Thread thread = parked(plugin.make(Own.class, Thread.class, end));
    sweep.sweep(plugin.departed());
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void threadsOfTheHostAndOfTheNextGenerationAreNotTouched() throws Exception {
    Thread host = parked(new Polite(end), "host");
    host.setContextClassLoader(plugin);
    Thread successor = parked(next.make(Polite.class, Runnable.class, end), "acme-poll");
    assertThat(sweep.sweep(plugin.departed())).isEmpty();
    assertThat(host.isAlive() && !host.isInterrupted()).isTrue();
    assertThat(successor.isAlive() && !successor.isInterrupted()).isTrue();
  }

  @Test
  void fromAThreadThatIgnoresItTheInterruptIsTakenBack() throws Exception {
    AtomicInteger rounds = new AtomicInteger();
    Thread thread =
        parked(plugin.make(Stubborn.class, Runnable.class, end, rounds), "acme-stubborn");
    assertSpinsNoMore(thread, rounds);
  }

  @Test
  void fromAVirtualThreadToo() throws Throwable {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
    AtomicInteger rounds = new AtomicInteger();
    Thread thread = virtual(plugin.make(Stubborn.class, Runnable.class, end, rounds));
    Acme.await(() -> thread.getState() == Thread.State.WAITING);
    assertSpinsNoMore(thread, rounds);
    LockSupport.unpark(thread);
    Acme.await(() -> thread.getState() == Thread.State.WAITING);
    end.set(true);
    LockSupport.unpark(thread);
    thread.join();
  }

  @Test
  void aPoliteVirtualThreadIsEnded() throws Throwable {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
    Thread thread = virtual(plugin.make(Polite.class, Runnable.class, end));
    Acme.await(() -> thread.getState() == Thread.State.WAITING);
    assertThat(sweep.sweep(plugin.departed())).hasSize(1);
    assertThat(thread.isAlive()).isFalse();
  }

  private void assertSpinsNoMore(Thread thread, AtomicInteger rounds) throws Exception {
    assertThat(new PluginThreads(Duration.ofMillis(50)).sweep(plugin.departed()))
        .containsExactly(
            "interrupted thread \"%s\" of the plugin, which ignores it and still runs"
                .formatted(thread.getName()));
    assertThat(thread.isAlive()).isTrue();
    assertThat(thread.isInterrupted()).isFalse();
    Acme.await(() -> thread.getState() == Thread.State.WAITING);
    int before = rounds.get();
    assertThat(before).as("rounds while it was interrupted").isPositive();
    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    assertThat(rounds.get()).isEqualTo(before);
  }

  private static Thread virtual(Runnable task) throws Throwable {
    Object builder =
        MethodHandles.lookup()
            .findStatic(
                Thread.class,
                "ofVirtual",
                MethodType.methodType(Class.forName("java.lang.Thread$Builder$OfVirtual")))
            .invoke();
    ThreadFactory factory =
        (ThreadFactory)
            Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    Thread thread = factory.newThread(task);
    thread.start();
    return thread;
  }
}
