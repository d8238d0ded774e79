package dev.pluginswap.unload.repair;

import java.util.List;

/** The repairs of what a walk has found. */
final class KnownEdgeRepairs {

  private KnownEdgeRepairs() {}

  /** All of them: what is specific comes before what is general. */
  static List<Repair> all() {
    return List.of(
        new CapturedLoaders(),
        new ProtectionDomains(),
        new StaleThreadLocals(),
        new ThreadGroups(),
        new SslContexts(),
        new EventStreams(),
        new Backtraces(),
        new CompletableFutures(),
        new PendingTasks(),
        new NotificationListeners(),
        new HttpContexts(),
        new Cleaners(),
        new FlowSubscribers(),
        new Logback(),
        new Micrometer(),
        new MixIns(),
        new LibraryCaches(),
        new ClassValues(),
        new MethodHandleCaches(),
        new SoftReferences(),
        new JdkCollections(),
        new SeverCallbacks(),
        new SeverElements(),
        new SeverFields());
  }
}
