package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PolledThreadsTest {

  /** Waits until it is told to end, whatever happens. */
  static final class Stubborn implements Runnable {
    private final AtomicBoolean end;

    Stubborn(AtomicBoolean end) {
      this.end = end;
    }

    @Override
    public void run() {
      while (!end.get()) {
        LockSupport.park();
      }
    }
  }

  /** Remembers who was named, and ends them if they wake up. */
  private final class Recording implements ThreadStopper {
    final List<List<Thread>> named = new ArrayList<>();
    final boolean ends;

    Recording(boolean ends) {
      this.ends = ends;
    }

    @Override
    public List<Thread> stop(ClassLoader loader, Collection<Thread> threads) {
      assertThat(loader).isSameAs(plugin);
      end.set(ends);
      List<Thread> fresh = new ArrayList<>(threads);
      named.forEach(fresh::removeAll);
      named.add(List.copyOf(threads));
      return fresh;
    }
  }

  private final AtomicBoolean end = new AtomicBoolean();
  private final Acme plugin = new Acme("greeter@1.2.0#7", Stubborn.class);
  private final Acme next = new Acme("greeter@1.3.0#8", Stubborn.class);

  @AfterEach
  void endAll() {
    end.set(true);
    Thread.getAllStackTraces().keySet().forEach(LockSupport::unpark);
  }

  private Thread parked(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    Acme.await(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }

  @Test
  @SuppressWarnings("UnnecessaryMethodReference") // whose class is the test's, not the plugin's
  void threadsOfThePluginAreNamedAndWokenAndNobodyElses() throws Exception {
    Thread host = parked(plugin.make(Stubborn.class, Runnable.class, end)::run, "host");
    Thread successor = parked(next.make(Stubborn.class, Runnable.class, end), "acme-next");
    Thread own = parked(plugin.make(Stubborn.class, Runnable.class, end), "acme-stubborn");
    Recording stopper = new Recording(true);

    assertThat(new PolledThreads(stopper, Duration.ofSeconds(20)).sweep(plugin.departed()))
        .containsExactly("stopped thread \"acme-stubborn\" of the plugin at a poll point");

    assertThat(stopper.named).containsExactly(List.of(own), List.of());
    assertThat(own.isAlive()).isFalse();
    assertThat(host.isAlive() && !host.isInterrupted()).isTrue();
    assertThat(successor.isAlive() && !successor.isInterrupted()).isTrue();
  }

  @Test
  void oneThatPassesNoPollPointIsWaitedForOnce() throws Exception {
    Thread own = parked(plugin.make(Stubborn.class, Runnable.class, end), "acme-stubborn");
    Recording stopper = new Recording(false);

    assertThat(new PolledThreads(stopper, Duration.ofMillis(50)).sweep(plugin.departed()))
        .isEmpty();
    assertThat(own.isInterrupted()).as("the interrupt is taken back").isFalse();
    assertThat(stopper.named).as("and is not let go").containsExactly(List.of(own));

    // Without a bound that any test would outlive: nobody is waited for.
    assertThat(new PolledThreads(stopper, Duration.ofDays(1)).sweep(plugin.departed())).isEmpty();
    assertThat(stopper.named).containsExactly(List.of(own), List.of(own));
  }

  @Test
  void aPluginThatWasNotMadeForItIsLeftAlone() throws Exception {
    Thread own = parked(plugin.make(Stubborn.class, Runnable.class, end), "acme-stubborn");
    PolledThreads sweep = new PolledThreads(ThreadStopper.NONE, Duration.ofDays(1));
    assertThat(sweep.sweep(plugin.departed())).isEmpty();
    assertThat(own.isInterrupted()).isFalse();
    assertThat(sweep.isDefault()).isFalse();
  }
}
