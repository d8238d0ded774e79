package dev.pluginswap.unload;

import dev.pluginswap.unload.repair.KnownRepairs;
import dev.pluginswap.unload.repair.Repairs;
import dev.pluginswap.unload.repair.ThreadStopper;
import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.JdkAccess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real one: repairs, probes and walks. */
public final class Unloader implements Unloading {

  private static final Logger log = LoggerFactory.getLogger(Unloader.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Between two looks whether a loader that was held is gone. */
  private static final Duration HELD_PAUSE = Duration.ofSeconds(2);

  /** Between walks for a loader that is held: at first, and at the most. */
  private static final Duration FIRST_REVIEW = Duration.ofMinutes(1);

  private static final Duration LONGEST_REVIEW = Duration.ofHours(1);

  /** Collections that are forced for one loader, where they are. */
  private static final int MOST_FORCED = 24;

  private final UnloadSettings settings;
  private final Repairs repairs;
  private final Look look;
  private final ScheduledExecutorService timer;
  private final Runnable collector;

  /**
   * @param loaded the classes that are loaded in this JVM
   * @param heap asked when a walk finds nobody
   * @param stopper stops threads of plugins that were made for it
   * @param timer where loaders are looked at, one at a time; shut down with this
   * @throws IllegalArgumentException if a repair is switched that there is not
   */
  public Unloader(
      UnloadSettings settings,
      Supplier<Class<?>[]> loaded,
      HeapSearch heap,
      ThreadStopper stopper,
      ScheduledExecutorService timer) {
    this(
        settings,
        Repairs.of(
            KnownRepairs.all(stopper), settings.off(), settings.on(), Runtime.version().feature()),
        loaded,
        heap,
        timer,
        System::nanoTime,
        System::gc);
  }

  Unloader(
      UnloadSettings settings,
      Repairs repairs,
      Supplier<Class<?>[]> loaded,
      HeapSearch heap,
      ScheduledExecutorService timer,
      LongSupplier nanoTime,
      Runnable collector) {
    this.settings = settings;
    this.repairs = repairs;
    this.look = new Look(settings, repairs, loaded, heap, nanoTime);
    this.timer = timer;
    this.collector = collector;
  }

  @Override
  public Unload sweep(String label, ClassLoader loader) {
    List<String> done =
        JdkAccess.isThere() ? repairs.sweep(new Departed(label, loader)) : List.of();
    done.forEach(line -> log.info("{}: {}", label, line));
    return new Unload(label, loader, done);
  }

  @Override
  public void watch(Unload unload, Consumer<Fate> told) {
    later(() -> look(unload, told, FIRST_PAUSE, 0), settings.force() ? Duration.ZERO : FIRST_PAUSE);
  }

  private void look(Unload unload, Consumer<Fate> told, Duration pause, int forced) {
    Fate before = unload.fate();
    boolean forces =
        settings.force() && forced < MOST_FORCED && before.state() == Fate.State.STOPPED;
    if (forces) {
      collector.run();
    }
    // None has, where another thread is in a critical section of JNI (HotSpot's GCLocker).
    boolean ran = forces && unload.hasSeenCollection();
    try {
      look.at(unload);
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      // Also when memory is short, for which a walk needs some: it may be had later.
      log.warn("{}: could not be looked at, which is tried again", unload.label(), e);
    }
    Fate after = unload.fate();
    after.repairs().stream()
        .filter(line -> !before.repairs().contains(line))
        .forEach(line -> log.info("{}: {}", unload.label(), line));
    if (after.state() != before.state() || !after.holders().equals(before.holders())) {
      told.accept(after);
    }
    switch (after.state()) {
      case COLLECTED -> {}
      case HELD -> {
        Duration review = before.state() == Fate.State.HELD ? doubled(pause) : FIRST_REVIEW;
        untilReview(unload, told, review, Duration.ZERO);
      }
      case STOPPED -> {
        boolean atOnce = ran && unload.outlived() < Look.UNEXPLAINED;
        later(
            () -> look(unload, told, atOnce ? pause : next(pause), ran ? forced + 1 : forced),
            atOnce ? Duration.ZERO : pause);
      }
    }
  }

  /** Sees whether a held loader was let go of, and walks again after a while. */
  private void untilReview(Unload unload, Consumer<Fate> told, Duration review, Duration waited) {
    later(
        () -> {
          Duration so = waited.plus(HELD_PAUSE);
          if (unload.isGone() || so.compareTo(review) >= 0) {
            look(unload, told, review, MOST_FORCED);
          } else {
            untilReview(unload, told, review, so);
          }
        },
        HELD_PAUSE);
  }

  private static Duration doubled(Duration review) {
    Duration twice = review.multipliedBy(2);
    return twice.compareTo(LONGEST_REVIEW) > 0 ? LONGEST_REVIEW : twice;
  }

  private static Duration next(Duration pause) {
    Duration longer = pause.multipliedBy(3).dividedBy(2);
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private void later(Runnable task, Duration pause) {
    try {
      // The future says nothing: look() lets nothing out.
      Future<?> unused = timer.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("not looked at any more: the agent is closing");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
