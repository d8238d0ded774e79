package dev.pluginswap.install;

import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Problem;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.unload.Fate;
import dev.pluginswap.unload.Unload;
import dev.pluginswap.unload.Unloading;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains, stops, closes and forgets generations that are no longer live, beside the transactions: a
 * call that takes long, or that installed its own successor, delays nobody. Then sees that nobody
 * else remembers them either.
 */
final class Retirement implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Retirement.class);

  /** How often to say that a generation is still held open by calls that outlived its drain. */
  private static final Duration REMINDER = Duration.ofMinutes(10);

  private final Events events;
  private final LongSupplier nanoTime;
  private final ExecutorService threads;
  private final Unloading unloading;

  /**
   * @param threads where generations retire in the background; shut down with this
   * @param unloading where their class loaders are let go of; closed with this
   */
  Retirement(Events events, LongSupplier nanoTime, ExecutorService threads, Unloading unloading) {
    this.events = events;
    this.nanoTime = nanoTime;
    this.threads = threads;
    this.unloading = unloading;
  }

  /** Retires in the background. */
  void begin(PluginEntry entry, Generation generation, Duration drainTimeout) {
    entry.draining().add(generation);
    threads.execute(() -> retire(entry, generation, drainTimeout));
  }

  /**
   * Retires a generation of a swap that is being taken back, now; in the background where calls
   * outlive the drain. Until it is closed its lease keeps its files.
   */
  void now(PluginEntry entry, Generation generation, Duration drainTimeout)
      throws InterruptedException {
    if (!generation.drain(drainTimeout)) {
      begin(entry, generation, drainTimeout);
      return;
    }
    stop(generation);
    putAway(entry, generation);
  }

  /**
   * As {@link #now}, but the generation is stopped in any case when this returns: what it owns, the
   * next one needs.
   */
  void stopped(PluginEntry entry, Generation generation, Duration drainTimeout)
      throws InterruptedException {
    generation.drain(drainTimeout);
    stop(generation);
    now(entry, generation, Duration.ZERO);
  }

  /** Stops and closes a generation that no call ever reached. */
  void discard(PluginEntry entry, Generation generation) {
    stop(generation);
    putAway(entry, generation);
  }

  private void retire(PluginEntry entry, Generation generation, Duration drainTimeout) {
    try {
      long started = nanoTime.getAsLong();
      boolean empty = generation.drain(drainTimeout);
      Duration time = Duration.ofNanos(nanoTime.getAsLong() - started);
      entry.figures().drained(time);
      String message =
          empty
              ? "drained in %d ms".formatted(time.toMillis())
              : "still has calls inside after %d ms; it is stopped now, and stays open until they end: %s"
                  .formatted(drainTimeout.toMillis(), whoIsInside(generation));
      say(PluginEvent.Kind.DRAINED, generation, message);
      if (!empty) {
        log.warn("{} {}", generation.label(), message);
      }
      stop(generation);
      while (!empty) {
        empty = generation.drain(REMINDER);
        if (!empty) {
          log.warn("{} is still held by calls: {}", generation.label(), whoIsInside(generation));
        }
      }
      putAway(entry, generation);
      say(PluginEvent.Kind.STOPPED, generation, "stopped and closed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the agent is closing: the JVM is on its way out
    } finally {
      entry.draining().remove(generation);
    }
  }

  private static String whoIsInside(Generation generation) {
    List<String> who = generation.whoIsInside();
    return who.isEmpty() ? "none is to be seen right now" : String.join("; ", who);
  }

  private static void stop(Generation generation) {
    for (Problem problem : generation.stop()) {
      log.warn("{}: {}", generation.label(), problem);
    }
  }

  /** Lets go of a generation that was stopped. */
  private void putAway(PluginEntry entry, Generation generation) {
    Unload unload = unloading.sweep(generation.label(), generation.loader());
    Departure departure =
        new Departure(entry.name(), generation.version(), generation.number(), unload);
    entry.departures().add(departure);
    close(generation);
    unloading.watch(unload, fate -> tell(departure, fate));
  }

  private void tell(Departure departure, Fate fate) {
    if (fate.state() == Fate.State.HELD) {
      String message = "is held, and stays in memory: " + String.join("; ", fate.holders());
      log.warn("{} {}", departure.label(), message);
      events.publish(
          PluginEvent.Kind.GENERATION_HELD,
          departure.plugin(),
          departure.version(),
          departure.number(),
          departure.label() + ' ' + message);
    } else if (fate.state() == Fate.State.COLLECTED) {
      log.debug("{} is collected", departure.label());
      events.publish(
          PluginEvent.Kind.GENERATION_COLLECTED,
          departure.plugin(),
          departure.version(),
          departure.number(),
          departure.label() + " is garbage and gone");
    }
  }

  private static void close(Generation generation) {
    try {
      generation.close();
    } catch (IOException e) {
      log.warn("{}: its class loader did not close cleanly", generation.label(), e);
    }
  }

  private void say(PluginEvent.Kind kind, Generation generation, String message) {
    events.publish(
        kind,
        generation.plugin(),
        generation.version(),
        generation.number(),
        generation.label() + " " + message);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    unloading.close();
  }
}
