package dev.pluginswap.unload.repair;

import java.util.List;

/**
 * All sweeps, in the order in which they run: what ends threads before what tidies up after them.
 */
final class KnownSweeps {

  private KnownSweeps() {}

  static List<Repair> all() {
    return all(ThreadStopper.NONE);
  }

  static List<Repair> all(ThreadStopper stopper) {
    return List.of(
        new KnownUnloads(),
        new Executors(),
        new PluginThreads(),
        new PolledThreads(stopper),
        new InterruptHostThreads(),
        new CloseSockets(),
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
        new FlightRecorderParts(),
        new BeanCaches(),
        new ResourceBundles(),
        new ImageProviders(),
        new ZoneRules(),
        new PreferencesListeners(),
        new RemoteObjects(),
        new SignalHandlers(),
        new ThreadLocals(),
        new ContextLoaders(),
        new AccessControl());
  }
}
