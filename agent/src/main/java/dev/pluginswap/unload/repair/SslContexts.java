package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Step;
import dev.pluginswap.unload.walk.Walk;
import java.security.Provider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A default SSL context, or socket factory, that is the JDK's and asks managers of the plugin and
 * nobody else's: the JDK makes its own when it is asked for one the next time. Of other defaults
 * that are the JDK's, such as a cookie manager with the plugin's policy, nobody knows whether the
 * application has set them, since what they ask can be changed after that.
 */
final class SslContexts implements EdgeRepair {

  /** A default SSL context has some two hundred. */
  private static final int MOST_PARTS = 10_000;

  @Override
  public String name() {
    return "ssl-contexts";
  }

  @Override
  public String meaning() {
    return "default SSL contexts that ask managers of the plugin alone become those of the JDK";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) {
    int by = edge.lastOf(SslContexts::isDefault);
    if (by < 0
        || !Jdk.leadsToThePluginAlone(edge, by, departed)
        || isAroundOthers(edge.reached(by), departed)) {
      return null;
    }
    FieldRef field = Objects.requireNonNull(edge.path().get(by).field());
    return field.replace(null, edge.reached(by), null)
        ? "took the default SSL context, which asks %s, out of %s"
            .formatted(Names.of(edge.owned()), field)
        : null;
  }

  private static boolean isDefault(Step step) {
    return step.isField("javax.net.ssl.SSLContext", "defaultContext")
        || step.isField("javax.net.ssl.HttpsURLConnection", "defaultSSLSocketFactory");
  }

  /** Whether anything of the application is behind an object of the JDK, or more than expected. */
  private static boolean isAroundOthers(Object held, Departed departed) {
    Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> left = new ArrayDeque<>();
    left.add(held);
    while (!left.isEmpty()) {
      Object next = left.remove();
      if (departed.owns(next) || Jdk.isIndependent(next) || next instanceof Provider) {
        continue; // a provider of the JVM's list is not part of what it has made
      }
      if (!Jdk.has(next.getClass()) || met.size() >= MOST_PARTS) {
        return true;
      }
      if (met.add(next)) {
        left.addAll(parts(next));
      }
    }
    return false;
  }

  private static List<Object> parts(Object of) {
    List<Object> parts = new ArrayList<>();
    if (of instanceof Object[] array) {
      Collections.addAll(parts, array);
    }
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      for (FieldRef field : Raw.declared(type, false)) {
        parts.add(field.get(of));
      }
    }
    parts.removeIf(Objects::isNull);
    return parts;
  }
}
