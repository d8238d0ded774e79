package dev.pluginswap.install;

import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Subscription;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happens, in order, on one thread of its own: a slow listener delays other
 * listeners, never a transaction.
 */
final class Events implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Events.class);

  private final Clock clock;
  private final List<Consumer<PluginEvent>> listeners = new CopyOnWriteArrayList<>();
  private final ExecutorService deliverer =
      Executors.newSingleThreadExecutor(DaemonThreads.named("plugin-swap-events"));

  Events(Clock clock) {
    this.clock = clock;
  }

  Subscription subscribe(Consumer<PluginEvent> listener) {
    listeners.add(listener);
    // Ends once: the same listener may have subscribed a second time.
    AtomicBoolean ended = new AtomicBoolean();
    return () -> {
      if (ended.compareAndSet(false, true)) {
        listeners.remove(listener);
      }
    };
  }

  void publish(
      PluginEvent.Kind kind,
      @Nullable String plugin,
      @Nullable String version,
      long generation,
      String message) {
    if (listeners.isEmpty()) {
      return;
    }
    PluginEvent event =
        new PluginEvent(kind, clock.instant(), plugin, version, generation, message);
    try {
      deliverer.execute(() -> listeners.forEach(listener -> deliver(listener, event)));
    } catch (RejectedExecutionException e) {
      log.debug("not delivered, the agent is closing: {}", event);
    }
  }

  private static void deliver(Consumer<PluginEvent> listener, PluginEvent event) {
    try {
      listener.accept(event);
    } catch (
        Throwable t) { // a listener is foreign code: whatever it throws must not end the thread
      log.warn("a listener failed on {}: {}", event.kind(), t.toString(), t);
    }
  }

  @Override
  public void close() {
    deliverer.shutdown();
  }
}
