package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Link;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Step;
import dev.pluginswap.unload.walk.Walk;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Meters that measure by an object or a function of the plugin are removed from the workspace's
 * Micrometer registries, and so are the plugin's filters of meters and listeners for them. A meter
 * that counts what it is told stays, and so does one whose object of the application merely leads
 * to the plugin. By names alone.
 */
final class Micrometer implements EdgeRepair {

  private static final String PACKAGE = "io.micrometer.";
  private static final String REGISTRY = PACKAGE + "core.instrument.MeterRegistry";

  /** Meters that ask others. */
  private static final List<String> ASKING =
      List.of(
          PACKAGE + "core.instrument.Gauge",
          PACKAGE + "core.instrument.FunctionCounter",
          PACKAGE + "core.instrument.FunctionTimer");

  private static final Set<String> LISTENERS =
      Set.of("meterAddedListeners", "meterRemovedListeners", "meterRegistrationFailedListeners");

  @Override
  public String name() {
    return "micrometer";
  }

  @Override
  public String meaning() {
    return "meters, meter filters and listeners of the plugin leave the workspace's Micrometer";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int registry = edge.lastOf(Micrometer::isRegistry);
    if (registry < 0) {
      return null;
    }
    FieldRef field = edge.path().get(registry).field();
    if (field != null && field.is(REGISTRY, "filters")) {
      return removeFilters(edge, registry, field, departed);
    }
    if (field != null && LISTENERS.contains(field.name())) {
      return Elements.step(edge, registry + 1) == edge.path().size() - 1
              && Elements.remove(edge.reached(registry), departed::owns)
          ? said("the listener", edge, registry)
          : null;
    }
    return removeMeter(edge, registry);
  }

  private static boolean isRegistry(Step step) {
    return step.holder() != null && Members.isA(step.holder(), REGISTRY);
  }

  private static @Nullable String removeFilters(
      Edge edge, int registry, FieldRef field, Departed departed) {
    Object before = edge.reached(registry);
    if (!before.getClass().isArray() || !(edge.last().link() instanceof Link.Element)) {
      return null; // a filter of the application that leads to the plugin
    }
    List<@Nullable Object> kept = new ArrayList<>();
    for (@Nullable Object filter : (@Nullable Object[]) before) {
      if (!departed.owns(filter)) {
        kept.add(filter);
      }
    }
    Object after = Array.newInstance(before.getClass().getComponentType(), kept.size());
    return field.replace(edge.holder(registry), before, kept.toArray((Object[]) after))
        ? said("the meter filter", edge, registry)
        : null;
  }

  private static @Nullable String removeMeter(Edge edge, int registry) throws Exception {
    for (int i = registry + 1; i < edge.path().size(); i++) {
      Object meter = edge.holder(i);
      if (isAsking(meter)) {
        return asksThePlugin(edge)
                && Members.callPublic(edge.holder(registry), "remove", meter) != null
            ? said("the meter of", edge, registry)
            : null;
      }
    }
    return null;
  }

  private static boolean isAsking(@Nullable Object meter) {
    return meter != null && ASKING.stream().anyMatch(type -> Members.isA(meter, type));
  }

  /** Whether there is nothing of the application between the meter and the plugin. */
  private static boolean asksThePlugin(Edge edge) {
    int innermost = edge.lastOf(step -> isAsking(step.holder())); // one may be made of others
    for (int i = innermost; i < edge.path().size(); i++) {
      if (!edge.holder(i).getClass().getName().startsWith(PACKAGE)) {
        return false;
      }
    }
    return true;
  }

  private static String said(String what, Edge edge, int registry) {
    return "took %s %s out of the registry at %s"
        .formatted(what, Names.of(edge.owned()), edge.where(registry));
  }
}
