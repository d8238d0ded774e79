package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for them: that is what is tested
final class PendingTasksTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();
  private final CountDownLatch busy = new CountDownLatch(1);
  private final CountDownLatch began = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    Application.held = null;
    busy.countDown();
  }

  private void keepBusy() {
    began.countDown();
    try {
      busy.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> repair() throws Exception {
    return Application.repair(new PendingTasks(), plugin);
  }

  @Test
  void tasksInAPoolOfTheHostGoAndItsOwnRun() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    try {
      pool.execute(this::keepBusy);
      began.await();
      Future<String> hosts = pool.submit(() -> "ran");
      pool.execute(plugin.<Runnable>object(Runnable.class));
      Future<?> own = pool.submit(plugin.<Callable<?>>object(Callable.class));
      pool.submit(plugin.<Runnable>object(Runnable.class));
      Future<?> nexts = pool.submit(next.<Callable<?>>object(Callable.class));
      Application.held = pool;
      assertThat(Application.holders(plugin, "Impl")).hasSizeGreaterThanOrEqualTo(3);

      assertThat(repair()).hasSize(3);

      assertThat(Application.holders(plugin, "ThreadPoolExecutor")).isEmpty();
      assertThat(pool.getQueue()).hasSize(2);
      assertThat(own).isCancelled();
      busy.countDown();
      assertThat(hosts.get()).isEqualTo("ran");
      assertThat(nexts.get()).isNull();
    } finally {
      busy.countDown();
      pool.shutdownNow();
    }
  }

  @Test
  void scheduledTasksGo() throws Exception {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    try {
      pool.scheduleAtFixedRate(plugin.object(Runnable.class), 1, 1, TimeUnit.HOURS);
      Future<?> hosts = pool.schedule(() -> {}, 1, TimeUnit.HOURS);
      Application.held = pool;
      assertThat(repair()).singleElement().asString().startsWith("cancelled com.acme");
      assertThat(Application.holders(plugin, "Impl")).isEmpty();
      assertThat(pool.getQueue()).hasSize(1);
      assertThat(hosts.isCancelled()).isFalse();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void tasksInAForkJoinPoolDoNothingWhenTheirTurnComes() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      pool.execute(this::keepBusy);
      began.await();
      pool.submit(plugin.<Runnable>object(Runnable.class));
      pool.submit(plugin.<Callable<?>>object(Callable.class));
      pool.execute(plugin.<Runnable>object(Runnable.class));
      pool.execute(plugin.<RecursiveAction>object(RecursiveAction.class));
      Future<String> hosts = pool.submit(() -> "ran");
      Application.held = pool;
      assertThat(Application.holders(plugin, "ForkJoin")).hasSize(4);
      assertThat(repair()).hasSize(4);
      assertThat(Application.holders(plugin, "ForkJoin")).isEmpty();
      busy.countDown();
      assertThat(hosts.get()).isEqualTo("ran");
    } finally {
      busy.countDown();
      pool.shutdownNow();
    }
  }

  @Test
  void aTaskOfTheHostThatOnlyReachesThePluginStays() throws Exception {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    try {
      Object reached = plugin.object();
      Future<?> hosts = pool.schedule(() -> reached.hashCode(), 1, TimeUnit.HOURS);
      Application.held = pool;
      assertThat(Application.holders(plugin, "capturing")).hasSize(1);
      assertThat(repair()).isEmpty();
      assertThat(hosts.isCancelled()).isFalse();
    } finally {
      pool.shutdownNow();
    }
  }
}
