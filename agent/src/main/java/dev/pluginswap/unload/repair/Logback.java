package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the plugin has put into the workspace's Logback leaves it: appenders, filters and listeners
 * of its own classes, and its objects in the context. An appender of Logback's own stays, whatever
 * it appends by. By names alone, and by identity: no {@code equals} of the plugin is called.
 */
final class Logback implements EdgeRepair {

  private static final String CORE = "ch.qos.logback.core.";
  private static final String CONTEXT = "ch.qos.logback.classic.LoggerContext";

  /**
   * Where Logback keeps what others give it.
   *
   * @param type the name of the class
   * @param field its collection
   * @param lock the field whose monitor guards the collection; null where Logback has none
   */
  private record Place(String type, String field, @Nullable String lock) {}

  private static final List<Place> PLACES =
      List.of(
          new Place(CORE + "spi.AppenderAttachableImpl", "appenderList", null),
          new Place(CORE + "spi.FilterAttachableImpl", "filterList", null),
          new Place(CORE + "BasicStatusManager", "statusListenerList", "statusListenerListLock"),
          new Place(CORE + "ContextBase", "objectMap", null),
          new Place(CORE + "ContextBase", "configurationEventListenerList", null), // from 1.5 on
          new Place(CONTEXT, "turboFilterList", null),
          new Place(CONTEXT, "loggerContextListenerList", null));

  @Override
  public String name() {
    return "logback";
  }

  @Override
  public String meaning() {
    return "appenders, filters, listeners and objects of the plugin leave the workspace's Logback";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    FieldRef last = edge.last().field();
    if (last != null && last.is(CORE + "status.StatusBase", "origin")) {
      // What a status is of is printed only: the name does as well.
      return last.replace(edge.holder(), edge.owned(), Names.of(edge.owned()))
          ? "named %s in a status of Logback".formatted(Names.of(edge.owned()))
          : null;
    }
    for (Place place : PLACES) {
      int at = edge.lastOf(step -> step.isField(place.type(), place.field()));
      if (at >= 0 && isElement(edge, at + 1) && remove(edge.holder(at), place, departed)) {
        return "took %s out of Logback at %s".formatted(Names.of(edge.owned()), edge.where(at + 1));
      }
    }
    return null;
  }

  /** Whether it is a collection's very element, rather than something that an element has. */
  private static boolean isElement(Edge edge, int collection) {
    int last = edge.path().size() - 1;
    for (int i = collection + 1; i <= last; i++) {
      if (!edge.holder(i).getClass().getName().startsWith("java.util.")
          && !edge.holder(i).getClass().isArray()) {
        return false;
      }
    }
    return collection <= last;
  }

  private static boolean remove(Object holder, Place place, Departed departed) throws Exception {
    Object collection = Objects.requireNonNull(Raw.read(holder, place.field()));
    Object lock = place.lock() == null ? collection : Raw.read(holder, place.lock());
    synchronized (lock == null ? collection : lock) {
      return Members.isA(collection, CORE + "util.COWArrayList")
          ? removeCopyingOnWrite(collection, departed)
          : Elements.remove(collection, departed::owns);
    }
  }

  /** Has a copy of its own beside, which it renews when the next event is logged. */
  private static boolean removeCopyingOnWrite(Object list, Departed departed) throws Exception {
    Object elements = Objects.requireNonNull(Raw.read(list, "underlyingList"));
    boolean isGone = ((Collection<?>) elements).removeIf(departed::owns);
    ((AtomicBoolean) Objects.requireNonNull(Raw.read(list, "fresh"))).set(false);
    Members.callPublic(list, "asTypedArray");
    return isGone;
  }
}
