package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Contexts that the plugin serves in a server of {@code com.sun.net.httpserver} are removed. A
 * server that serves nothing else, and that nobody but the plugin holds, is stopped. A filter or an
 * authenticator of the plugin before a handler of the application stays: without it the application
 * would answer whom it should not.
 */
final class HttpContexts implements EdgeRepair {

  private static final String CONTEXT = "sun.net.httpserver.HttpContextImpl";

  @Override
  public String name() {
    return "http-contexts";
  }

  @Override
  public String meaning() {
    return "contexts of the plugin in the JDK's HTTP servers are removed, its own servers stopped";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int by = edge.lastOf(step -> step.isField(CONTEXT, "handler"));
    if (by < 0 || !Jdk.leadsToThePluginAlone(edge, by, departed)) {
      return null;
    }
    Object context = edge.holder(by);
    Object server = Objects.requireNonNull(Members.callPublic(context, "getServer"));
    Object inner = Objects.requireNonNull(Raw.read(context, "server"));
    String path = (String) Members.callPublic(context, "getPath");
    List<Object> contexts = contexts(inner);
    if (contexts.stream().allMatch(next -> isThePlugins(next, departed))
        && !walk.isHeldBesides(server, List.of(inner))) {
      Members.callPublic(server, "stop", 0);
      forget(contexts);
      return "stopped the HTTP server %s of the plugin"
          .formatted(Members.callPublic(server, "getAddress"));
    }
    if (contexts.contains(context)) {
      Members.callPublic(server, "removeContext", context);
    }
    forget(List.of(context));
    return "took the context %s, served by %s, off the HTTP server %s"
        .formatted(path, Names.of(edge.owned()), Members.callPublic(server, "getAddress"));
  }

  private static List<Object> contexts(Object server) throws NoSuchFieldException {
    Object all = Objects.requireNonNull(Raw.read(server, "contexts"));
    synchronized (all) { // as its own methods do
      return new ArrayList<>((Collection<?>) Objects.requireNonNull(Raw.read(all, "list")));
    }
  }

  private static boolean isThePlugins(Object context, Departed departed) {
    try {
      return departed.owns(Raw.read(context, "handler"));
    } catch (NoSuchFieldException e) {
      return false; // of another kind
    }
  }

  /** Connections that are kept alive hold the context of their last request. */
  private static void forget(List<Object> contexts) throws Exception {
    for (Object context : contexts) {
      FieldRef handler = Raw.field(context.getClass(), "handler");
      handler.set(context, null);
      ((Collection<?>) Objects.requireNonNull(Members.callPublic(context, "getFilters"))).clear();
      Raw.field(context.getClass(), "authenticator").set(context, null);
    }
  }
}
