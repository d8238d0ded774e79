package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ExecutorsTest {

  /** Makes threads. */
  static final class Factory implements ThreadFactory {
    Factory() {}

    @Override
    public Thread newThread(Runnable task) {
      return new Thread(task, "acme-worker");
    }
  }

  /** Does nothing. */
  static final class Task implements Runnable {
    Task() {}

    @Override
    public void run() {}
  }

  private final Acme plugin = new Acme("v1", Factory.class, Task.class, Workers.class);
  private final Acme next = new Acme("v2", Factory.class, Task.class);
  private final dev.pluginswap.unload.repair.Executors sweep =
      new dev.pluginswap.unload.repair.Executors();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<java.util.concurrent.ExecutorService> open = new ArrayList<>();

  @AfterEach
  void close() {
    end.countDown();
    open.forEach(java.util.concurrent.ExecutorService::shutdownNow);
  }

  private <T extends java.util.concurrent.ExecutorService> T busy(T executor) throws Exception {
    open.add(executor);
    CountDownLatch begun = new CountDownLatch(1);
    executor.execute(
        () -> {
          begun.countDown();
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    return executor;
  }

  @Test
  void anExecutorOfThePluginIsShutDown() throws Exception {
    var executor =
        busy(Executors.newSingleThreadExecutor(plugin.make(Factory.class, ThreadFactory.class)));
    Future<?> waiting = executor.submit(() -> {});
    assertThat(sweep.sweep(plugin.departed()))
        .containsExactly(
            "shut down the plugin's java.util.concurrent.ThreadPoolExecutor of thread"
                + " \"acme-worker\", with 1 waiting tasks");
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(waiting.isCancelled()).isTrue();
  }

  /** Makes workers. */
  static final class Workers implements ForkJoinPool.ForkJoinWorkerThreadFactory {
    Workers() {}

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
      return ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    }
  }

  @Test
  void aForkJoinPoolOfThePluginIsShutDown() throws Exception {
    ForkJoinPool pool =
        busy(
            new ForkJoinPool(
                1,
                plugin.make(Workers.class, ForkJoinPool.ForkJoinWorkerThreadFactory.class),
                null,
                false));
    assertThat(sweep.sweep(plugin.departed()))
        .singleElement()
        .asString()
        .startsWith("shut down the plugin's java.util.concurrent.ForkJoinPool");
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anExecutorThatMakesAThreadForEachTaskIsShutDown() throws Exception {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
    var make = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
    var own =
        busy(
            (java.util.concurrent.ExecutorService)
                make.invoke(null, plugin.make(Factory.class, ThreadFactory.class)));
    var ofNext =
        busy(
            (java.util.concurrent.ExecutorService)
                make.invoke(null, next.make(Factory.class, ThreadFactory.class)));
    assertThat(sweep.sweep(plugin.departed())).hasSize(1);
    assertThat(own.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ofNext.isShutdown()).isFalse();
  }

  @Test
  void anExecutorOfTheNextGenerationStays() throws Exception {
    var executor =
        busy(Executors.newSingleThreadExecutor(next.make(Factory.class, ThreadFactory.class)));
    assertThat(sweep.sweep(plugin.departed())).isEmpty();
    assertThat(executor.isShutdown()).isFalse();
  }

  @Test
  void onlyTasksOfThePluginLeaveTheQueueOfTheHost() throws Exception {
    ThreadPoolExecutor executor = busy((ThreadPoolExecutor) Executors.newFixedThreadPool(1));
    Runnable plain = plugin.make(Task.class, Runnable.class);
    Runnable ofNext = next.make(Task.class, Runnable.class);
    executor.execute(plain);
    Future<?> gone = executor.submit(plugin.make(Task.class, Runnable.class));
    CompletableFuture<?> async =
        CompletableFuture.runAsync(plugin.make(Task.class, Runnable.class), executor);
    Future<?> kept = executor.submit(ofNext);
    executor.execute(ofNext);
    assertThat(sweep.sweep(plugin.departed()))
        .singleElement()
        .asString()
        .startsWith("took 3 waiting tasks of the plugin from java.util.concurrent.Thread");
    assertThat(executor.getQueue()).hasSize(2).contains(ofNext);
    assertThat(gone.isCancelled()).isTrue();
    assertThat(async.isCancelled()).isTrue();
    end.countDown();
    kept.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aScheduledTaskOfThePluginIsCancelled() throws Exception {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    open.add(executor);
    Future<?> gone =
        executor.scheduleAtFixedRate(plugin.make(Task.class, Runnable.class), 1, 1, TimeUnit.HOURS);
    Future<?> kept = executor.schedule(() -> {}, 1, TimeUnit.HOURS);
    assertThat(sweep.sweep(plugin.departed())).hasSize(1);
    assertThat(gone.isCancelled()).isTrue();
    assertThat(kept.isCancelled()).isFalse();
    assertThat(executor.getQueue()).hasSize(1);
  }

  @Test
  void aTaskInAForkJoinPoolIsCancelled() throws Exception {
    ForkJoinPool pool = busy(new ForkJoinPool(1));
    Future<?> gone = pool.submit(plugin.make(Task.class, Runnable.class));
    CompletableFuture<?> async =
        CompletableFuture.runAsync(plugin.make(Task.class, Runnable.class), pool);
    Future<?> kept = pool.submit(next.make(Task.class, Runnable.class));
    assertThat(sweep.sweep(plugin.departed())).hasSize(1);
    assertThat(gone.isCancelled()).isTrue();
    assertThat(async.isCancelled()).isTrue();
    assertThat(pool.isShutdown()).isFalse();
    end.countDown();
    kept.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aDelayedTaskOfACompletableFutureIsCancelled() throws Exception {
    assumeThat(Runtime.version().feature()).isLessThan(25); // a local variable there
    CompletableFuture<?> gone =
        CompletableFuture.runAsync(
            plugin.make(Task.class, Runnable.class),
            CompletableFuture.delayedExecutor(1, TimeUnit.HOURS));
    assertThat(sweep.sweep(plugin.departed())).hasSize(1);
    assertThat(gone.isDone()).isTrue();
  }
}
