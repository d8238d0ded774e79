package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Walk;
import org.jspecify.annotations.Nullable;

/**
 * Actions of the plugin that a {@code java.lang.ref.Cleaner} would run are taken out, and are not
 * run: they hold their class loader, so that what they are for never becomes garbage. The thread of
 * a cleaner that the plugin has made ends by itself when there is nothing more to clean.
 */
final class Cleaners implements EdgeRepair {

  private static final String CLEANABLE = "jdk.internal.ref.PhantomCleanable";

  @Override
  public String name() {
    return "cleaners";
  }

  @Override
  public String meaning() {
    return "actions of the plugin are taken out of cleaners, and not run";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int by =
        edge.lastOf(
            step -> step.isField("jdk.internal.ref.CleanerImpl$PhantomCleanableRef", "action"));
    if (by < 0 || !Jdk.leadsToThePluginAlone(edge, by, departed)) {
      return null;
    }
    // The class itself says that it cannot be cleared; the one above it can, and unlinks it.
    Members.callSpecial(Class.forName(CLEANABLE), "clear", edge.holder(by));
    return "took the cleaning action %s out of its cleaner".formatted(Names.of(edge.owned()));
  }
}
