package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Timer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ContextLoadersTest {

  private final Acme plugin = new Acme("v1");
  private final Acme next = new Acme("v2");
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    end.countDown();
  }

  private Thread started(ClassLoader context) {
    Thread thread =
        new Thread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "host-worker");
    thread.setContextClassLoader(context);
    thread.start();
    return thread;
  }

  @Test
  void aThreadOfTheHostGetsTheWorkspacesLoader() throws Exception {
    Thread thread = started(plugin);
    assertThat(new ContextLoaders().sweep(plugin.departed()))
        .containsExactly("gave thread \"host-worker\" the workspace's context class loader");
    assertThat(thread.getContextClassLoader()).isSameAs(plugin.getParent());
    assertThat(thread.isAlive() && !thread.isInterrupted()).isTrue();
  }

  @Test
  void theNextGenerationsContextStays() throws Exception {
    Thread thread = started(next);
    assertThat(new ContextLoaders().sweep(plugin.departed())).isEmpty();
    assertThat(thread.getContextClassLoader()).isSameAs(next);
  }

  @Test
  void aTimerThatThePluginHappenedToStartGoesOn() throws Exception {
    Thread.currentThread().setContextClassLoader(plugin);
    Timer timer = new Timer("host-timer");
    Thread.currentThread().setContextClassLoader(Acme.class.getClassLoader());
    try {
      CountDownLatch ran = new CountDownLatch(1);
      assertThat(new ContextLoaders().sweep(plugin.departed())).hasSize(1);
      timer.schedule(
          new java.util.TimerTask() {
            @Override
            public void run() {
              ran.countDown();
            }
          },
          0);
      assertThat(ran.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    } finally {
      timer.cancel();
    }
  }
}
