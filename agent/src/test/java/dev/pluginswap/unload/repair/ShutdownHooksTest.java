package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ShutdownHooksTest {

  /** Counts its runs. */
  static final class Hook implements Runnable {
    private final AtomicInteger runs;

    Hook(AtomicInteger runs) {
      this.runs = runs;
    }

    @Override
    public void run() {
      runs.incrementAndGet();
    }
  }

  /** Never ends by itself. */
  static final class Stuck implements Runnable {
    private final CountDownLatch end;

    Stuck(CountDownLatch end) {
      this.end = end;
    }

    @Override
    public void run() {
      while (end.getCount() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  private final AtomicInteger runs = new AtomicInteger();
  private final Acme plugin = new Acme("v1", Hook.class, Stuck.class);
  private final Acme next = new Acme("v2", Hook.class);

  private static Thread registered(Runnable task, String name) {
    Thread hook = new Thread(task, name);
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  private static boolean isRegistered(Thread hook) {
    return Runtime.getRuntime().removeShutdownHook(hook);
  }

  @Test
  void aHookOfThePluginIsTakenOutAndDoesNotRun() throws Exception {
    Thread hook = registered(plugin.make(Hook.class, Runnable.class, runs), "acme-hook");
    assertThat(new ShutdownHooks().sweep(plugin.departed()))
        .containsExactly("took out the shutdown hook \"acme-hook\"");
    assertThat(isRegistered(hook)).isFalse();
    assertThat(runs).hasValue(0);
  }

  @Test
  void hooksOfOthersStayWhateverTheirContext() throws Exception {
    Thread ofNext = registered(next.make(Hook.class, Runnable.class, runs), "acme-hook");
    Thread ofHost = registered(() -> {}, "host-hook");
    ofHost.setContextClassLoader(plugin); // as that of the JDK's Flight Recorder, at times
    assertThat(new ShutdownHooks().sweep(plugin.departed())).isEmpty();
    assertThat(isRegistered(ofNext)).isTrue();
    assertThat(isRegistered(ofHost)).isTrue();
  }

  @Test
  void aHookRunsIfThatIsAskedFor() throws Exception {
    Thread hook = registered(plugin.make(Hook.class, Runnable.class, runs), "acme-hook");
    assertThat(new ShutdownHooks.Run().sweep(plugin.departed()))
        .containsExactly("ran the shutdown hook \"acme-hook\" and took it out");
    assertThat(runs).hasValue(1);
    assertThat(isRegistered(hook)).isFalse();
  }

  @Test
  void aHookThatDoesNotEndIsLeftBehind() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    registered(plugin.make(Stuck.class, Runnable.class, end), "acme-stuck");
    try {
      assertThat(new ShutdownHooks.Run(Duration.ofMillis(50)).sweep(plugin.departed()))
          .containsExactly(
              "took out the shutdown hook \"acme-stuck\", which is still running after 50 ms");
    } finally {
      end.countDown();
    }
  }
}
