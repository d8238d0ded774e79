package dev.pluginswap.api;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** What a generation of a plugin may know and use. Handed to {@link Plugin#start}. */
public interface PluginContext {

  /** The plugin's name. */
  String name();

  /** The plugin's version, as its bundle states it. */
  String version();

  /** The number of this generation. */
  long generation();

  /** The root of the unpacked bundle, by its real path. Read-only by contract: edits are damage. */
  Path bundleDirectory();

  /**
   * A directory of the plugin's own that survives versions, reloads and restarts. It exists. Two
   * generations may use it at once during a swap.
   */
  Path dataDirectory();

  /**
   * The plugin's configuration: {@code <plugins>/.config/<name>.properties}, read anew for each
   * generation.
   *
   * @return an unmodifiable map; empty when there is no such file
   */
  Map<String, String> configuration();

  /**
   * Calls that are inside this generation right now, roughly. In {@link Plugin#stop} it is zero,
   * unless they have outlived the drain timeout: then what they need may be kept a while longer, or
   * they may be told to end. Looks at all threads of the JVM: not for every call.
   */
  long callsInFlight();

  /**
   * A handle to a service of another plugin, as {@link PluginSwap#service(Class)}.
   *
   * @throws IllegalArgumentException if a handle cannot be made for the type
   */
  <S> S service(Class<S> type);

  /** A live view of all providers of a service, as {@link PluginSwap#services(Class)}. */
  <S> Collection<S> services(Class<S> type);
}
