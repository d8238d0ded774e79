package dev.pluginswap.unload.repair;

import java.util.List;

/**
 * All sweeps, in the order in which they run: what ends threads before what tidies up after them.
 */
final class KnownSweeps {

  private KnownSweeps() {}

  static List<Repair> all() {
    return List.of(
        new Executors(),
        new PluginThreads(),
        new Timers(),
        new ShutdownHooks.Run(),
        new ShutdownHooks(),
        new MBeans(),
        new JdbcDrivers(),
        new JdkLogging(),
        new SecurityProviders(),
        new DefaultSlots(),
        new UrlHandlers(),
        new SystemProperties(),
        new UncaughtHandlers(),
        new ThreadLocals(),
        new ContextLoaders(),
        new AccessControl());
  }
}
