package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
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
 * What a JVM has one of, where it is an object of the JDK around the plugin's and nothing else: a
 * default SSL context with the plugin's trust manager. Becomes what it was before anybody had set
 * it, as the plugin's own do in {@link DefaultSlots}.
 */
final class WrappedSlots implements EdgeRepair {

  /** A default SSL context has some two hundred. */
  private static final int MOST_PARTS = 10_000;

  @Override
  public String name() {
    return "wrapped-slots";
  }

  @Override
  public String meaning() {
    return "defaults of the JVM that are around objects of the plugin alone become those of the"
        + " JDK";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int by = edge.lastOf(step -> step.field() != null && step.field().isStatic());
    if (by < 0 || !Jdk.leadsToThePluginAlone(edge, by, departed)) {
      return null;
    }
    FieldRef field = Objects.requireNonNull(edge.path().get(by).field());
    for (Slot slot : Slots.all()) {
      Object held = edge.reached(by);
      if (field.is(slot.type(), slot.field()) && !isAroundOthers(held, departed)) {
        Object replacement = slot.replacement().make();
        return field.replace(null, held, replacement)
            ? "replaced the %s, a %s around %s, by %s"
                .formatted(
                    slot.words(),
                    held.getClass().getName(),
                    Names.of(edge.owned()),
                    replacement == null ? "none" : "the JDK's")
            : null;
      }
    }
    return null;
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
