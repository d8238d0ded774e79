package dev.pluginswap.unload.repair;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a library is told to let go of what it has started: no-argument methods, the first that its
 * version has.
 *
 * @param type the name of the class
 * @param receiver the static field whose object the methods are called on; null for static methods
 * @param methods names, the best first
 */
record KnownUnload(String type, @Nullable String receiver, List<String> methods) {

  private static KnownUnload of(String type, String... methods) {
    return new KnownUnload(type, null, List.of(methods));
  }

  /** Of libraries that are seen in plugins, by what they start or register. */
  static List<KnownUnload> all() {
    return List.of(
        // Threads.
        of(
            "com.mysql.cj.jdbc.AbandonedConnectionCleanupThread",
            "uncheckedShutdown",
            "checkedShutdown"),
        of(
            "com.mysql.jdbc.AbandonedConnectionCleanupThread",
            "uncheckedShutdown",
            "checkedShutdown"),
        of("com.amazonaws.http.IdleConnectionReaper", "shutdown"),
        of("com.hazelcast.client.HazelcastClient", "shutdownAll"),
        of("com.hazelcast.core.Hazelcast", "shutdownAll"),
        of("io.reactivex.rxjava3.schedulers.Schedulers", "shutdown"),
        of("io.reactivex.schedulers.Schedulers", "shutdown"),
        of("rx.schedulers.Schedulers", "shutdown"),
        of("reactor.core.scheduler.Schedulers", "shutdownNow"),
        of("kong.unirest.Unirest", "shutDown"),
        new KnownUnload("kotlinx.coroutines.Dispatchers", "INSTANCE", List.of("shutdown")),
        // JDBC drivers.
        of("com.microsoft.sqlserver.jdbc.SQLServerDriver", "deregister"),
        of("org.h2.Driver", "unload"),
        of("org.postgresql.Driver", "deregister"),
        // Thread-local values and caches; logging last.
        of("io.netty.util.concurrent.FastThreadLocal", "destroy"),
        of("org.apache.commons.logging.LogFactory", "releaseAll"),
        of("org.apache.logging.log4j.LogManager", "shutdown"));
  }
}
