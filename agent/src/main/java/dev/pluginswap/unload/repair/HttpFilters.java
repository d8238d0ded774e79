package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Names;
import org.jspecify.annotations.Nullable;

/**
 * Filters of the plugin before handlers of the application are taken out. An authenticator of the
 * plugin becomes one that lets nobody in, rather than none: the application relies on it.
 */
final class HttpFilters implements Callback {

  private static final String CONTEXT = "sun.net.httpserver.HttpContextImpl";

  @Override
  public @Nullable String sever(Edge edge, Departed departed) throws Exception {
    int at = edge.lastOf(step -> step.holder() != null && Members.isA(step.holder(), CONTEXT));
    if (at < 0) {
      return null;
    }
    Object context = edge.holder(at);
    if (departed.owns(Members.callPublic(context, "getAuthenticator"))) {
      Members.callPublic(context, "setAuthenticator", new Refusal());
      return "replaced the authenticator %s of the HTTP context %s by one that refuses all"
          .formatted(Names.of(edge.owned()), Members.callPublic(context, "getPath"));
    }
    if (!edge.path().get(at).isField(CONTEXT, "ufilters")) {
      return null;
    }
    int element = Elements.step(edge, at + 1);
    if (element < 0 || !Jdk.leadsToThePluginAlone(edge, element, departed)) {
      return null;
    }
    Object own = edge.reached(element);
    return Elements.remove(edge.reached(at), next -> next == own)
        ? "took the filter %s off the HTTP context %s"
            .formatted(Names.of(edge.owned()), Members.callPublic(context, "getPath"))
        : null;
  }
}
