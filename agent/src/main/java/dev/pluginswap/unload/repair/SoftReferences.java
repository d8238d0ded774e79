package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Walk;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * Soft references on the way to the plugin are cleared, and queued, as the collector would do when
 * memory is short: whoever keeps one has to reckon with that at any time.
 */
final class SoftReferences implements EdgeRepair {

  @Override
  public String name() {
    return "soft-references";
  }

  @Override
  public String meaning() {
    return "soft references through which the plugin is reached are cleared";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) {
    int by = edge.lastOf(step -> step.isField(Reference.class.getName(), "referent"));
    if (by < 0 || !(edge.holder(by) instanceof SoftReference<?> soft)) {
      return null;
    }
    soft.enqueue();
    if (soft.get() != null) { // a class of its own may have another idea of it
      return null;
    }
    return "cleared soft references at " + edge.beginning(); // caches may have thousands
  }
}
