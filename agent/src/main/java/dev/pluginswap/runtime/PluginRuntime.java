package dev.pluginswap.runtime;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.Delegation;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Loads generations, knows which are live, and gives the handles that lead to them. */
public final class PluginRuntime {

  /** How long a call waits for the next generation in an exclusive hand-over. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final RuntimeSettings settings;
  private final Delegation delegation;
  private final Supplier<Gate> gates;
  private final StackRule rule;
  private final LongSupplier nanoTime;
  private final Routes routes;
  private final Handles handles;

  /** A runtime in which no plugin is live. */
  public PluginRuntime(RuntimeSettings settings) {
    this(settings, StripedGate::new, new CallFrames(), System::nanoTime, LONGEST_WAIT);
  }

  PluginRuntime(
      RuntimeSettings settings,
      Supplier<Gate> gates,
      StackRule rule,
      LongSupplier nanoTime,
      Duration longestWait) {
    this.settings = settings;
    this.delegation = new Delegation(settings.exports(), settings.others());
    this.gates = gates;
    this.rule = rule;
    this.nanoTime = nanoTime;
    this.routes = new Routes(nanoTime, longestWait);
    this.handles = new Handles(routes, settings.dispatch());
  }

  /**
   * A class loader for a bundle, not connected to any generation: the throw-away one of a probe.
   *
   * @param loaderName unique in this JVM
   */
  public PluginClassLoader loader(Bundle bundle, String loaderName) {
    return new PluginClassLoader(loaderName, bundle, settings.workspace(), delegation, null);
  }

  /**
   * Loads a generation: its class loader and the entry instance. Nothing leads to it yet.
   *
   * @throws HookFailedException if the entry cannot be made; everything is closed again
   */
  public Generation load(LoadRequest request) throws HookFailedException {
    PluginClassLoader loader =
        new PluginClassLoader(
            request.label(),
            request.bundle(),
            settings.workspace(),
            delegation,
            settings.pollPoints() ? new PollSite() : null);
    Hooks hooks = new Hooks(request.label(), loader, request.hookTimeout(), nanoTime);
    Generation generation =
        new Generation(request, loader, hooks, handles, routes, gates.get(), rule, nanoTime);
    try {
      generation.load();
    } catch (HookFailedException e) {
      try {
        generation.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
    return generation;
  }

  /** The live generation of a plugin; null if it has none. */
  public @Nullable Generation live(String plugin) {
    return routes.live(plugin);
  }

  /**
   * Flips all handles of a plugin, once all that this needs is there. The generation that was live
   * is neither retired nor stopped: drain it next.
   *
   * @param next a started generation of this plugin; null to take the plugin out of service
   * @throws IllegalStateException if {@code next} was not started, or is closed
   */
  public void switchTo(String plugin, @Nullable Generation next) {
    if (next != null && !next.plugin().equals(plugin)) {
      throw new IllegalArgumentException(next.label() + " is not a generation of " + plugin);
    }
    if (next != null && !next.isReady()) {
      throw new IllegalStateException(next.label() + " was not started, or is closed");
    }
    routes.switchTo(plugin, next);
  }

  /**
   * The stable handle to a service. The same question gets the same object.
   *
   * @param plugin the plugin that must provide it; null for the first by name that does
   * @throws IllegalArgumentException if {@code type} is not a public interface; the message says
   *     why
   */
  public <S> S handle(Class<S> type, @Nullable String plugin) {
    return handles.handle(type, plugin, null);
  }

  /**
   * A live, unmodifiable view of all providers of a service: one handle each, by plugin name and
   * then in the order of the plugin's service files. An iteration sees the providers as they were
   * when it began.
   *
   * @throws IllegalArgumentException if {@code type} is not a public interface
   */
  public <S> Collection<S> handles(Class<S> type) {
    return handles.all(type);
  }

  /** The longest that a call has waited at its handle for another generation of this plugin. */
  public Duration longestWait(String plugin) {
    return routes.longestWait(plugin);
  }

  /**
   * The types of the services of this plugin that somebody may be calling: a handle was given out
   * that leads to its live generation now. Single handles of {@link #handles} do not count.
   */
  public List<Class<?>> typesOfHandles(String plugin) {
    return routes.typesOfHandles(plugin);
  }
}
