package dev.pluginswap.unload.walk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One walk; see the package. For use by one thread, once. */
public final class Walker {

  /** Objects between two looks at the clock. */
  private static final int STRIDE = 1 << 12;

  /** Edges that are told at most: more holders than anybody mends at once. */
  private static final int MOST_EDGES = 10_000;

  private final Departed departed;
  private final WalkLimits limits;
  private final LongSupplier nanoTime;

  private final IdentityHashMap<Class<?>, Shape> shapes = new IdentityHashMap<>();
  private final Links links = new Links();
  private final ObjectTable met = new ObjectTable();
  private final List<Edge> edges = new ArrayList<>();
  private @Nullable String cutShort;
  private @Nullable String unreadable;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public Walker(Departed departed, WalkLimits limits, LongSupplier nanoTime) {
    this.departed = departed;
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /**
   * Walks.
   *
   * @param loaded the classes whose static fields are roots, such as all that are loaded; those of
   *     other loaders than boot, platform and system are left out, since a loader that nobody
   *     reaches is garbage itself
   */
  public Walk walk(Class<?>[] loaded) {
    long end = nanoTime.getAsLong() + limits.time().toNanos();
    for (Thread thread : LiveThreads.all()) {
      root(thread, "thread \"" + thread.getName() + '"');
    }
    ClassLoader system = ClassLoader.getSystemClassLoader();
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    root(system, "system class loader");
    root(platform, "platform class loader");
    for (Class<?> type : loaded) {
      ClassLoader loader = type.getClassLoader();
      boolean isRoot = loader == null || loader == system || loader == platform;
      if (isRoot && !type.isHidden() && !type.isArray()) {
        root(type, "");
      }
    }
    for (int i = 0; i < met.size() && cutShort == null; i++) {
      expand(i);
      if (i % STRIDE == 0) {
        lookAtLimits(end);
      }
    }
    return new Walk(
        List.copyOf(edges), new Holders(met, shapes), cutShort == null ? unreadable : cutShort);
  }

  private void lookAtLimits(long end) {
    if (nanoTime.getAsLong() - end >= 0) {
      cutShort = "stopped after %d ms".formatted(limits.time().toMillis());
    } else if (met.size() >= limits.objects()) {
      cutShort = "stopped after %,d objects".formatted(limits.objects());
    } else if (edges.size() >= MOST_EDGES) {
      cutShort = "stopped after %,d holders".formatted(MOST_EDGES);
    } else if (Thread.currentThread().isInterrupted()) {
      cutShort = "interrupted";
    }
  }

  private void root(Object object, String words) {
    int link = links.ofRoot(words);
    if (departed.owns(object)) {
      edges.add(edge(object, -1, link));
    } else {
      met.add(object, -1, link);
    }
  }

  private void visit(@Nullable Object object, int parent, int link) {
    if (object == null) {
      return;
    }
    Shape shape = shape(object.getClass());
    if (shape.isOwned || isOwnedItself(object)) {
      edges.add(edge(object, parent, link));
    } else if (!shape.isLeaf && met.size() < limits.objects()) {
      met.add(object, parent, link);
    }
  }

  /** Loaders, classes and modules may be the plugin's although their class is the JDK's. */
  private boolean isOwnedItself(Object object) {
    return (object instanceof Class<?> || object instanceof ClassLoader || object instanceof Module)
        && departed.owns(object);
  }

  private Shape shape(Class<?> type) {
    Shape shape = shapes.get(type);
    if (shape == null) {
      try {
        shape = Shape.of(type, departed, links);
      } catch (LinkageError e) { // its fields are of classes that its closed loader has no more
        unreadable(type);
        shape = Shape.unknown();
      }
      shapes.put(type, shape);
    }
    return shape;
  }

  private void expand(int index) {
    Object object = met.object(index);
    if (object instanceof Object[] array) {
      for (int i = 0; i < array.length; i++) {
        visit(array[i], index, i);
      }
      return;
    }
    Class<?> type = object.getClass();
    Shape shape = shape(type);
    if (!shape.classWasMet) {
      shape.classWasMet = true;
      visit(type, index, Links.TYPE);
    }
    long[] offsets = shape.offsets;
    for (int i = 0; i < offsets.length; i++) {
      visit(Raw.get(object, offsets[i]), index, shape.links[i]);
    }
    if (object instanceof Class<?> met && !met.isPrimitive() && !met.isArray()) {
      expandClass(met, index);
    }
  }

  private void expandClass(Class<?> type, int index) {
    if (Raw.isInitialized(type)) {
      try {
        for (FieldRef field : Raw.declared(type, true)) {
          visit(field.get(null), index, links.of(field));
        }
      } catch (LinkageError e) {
        unreadable(type);
      }
    }
    visit(type.getSuperclass(), index, Links.TYPE);
    visit(type.getClassLoader(), index, Links.TYPE);
    for (Class<?> implemented : type.getInterfaces()) {
      visit(implemented, index, Links.TYPE);
    }
  }

  private void unreadable(Class<?> type) {
    if (unreadable == null) {
      unreadable = "fields of class %s and perhaps others cannot be read".formatted(type.getName());
    }
  }

  private Edge edge(Object owned, int parent, int link) {
    ArrayDeque<Step> path = new ArrayDeque<>();
    int by = link;
    int at = parent;
    while (at >= 0) {
      path.addFirst(new Step(met.object(at), links.link(by)));
      by = met.link(at);
      at = met.parent(at);
    }
    path.addFirst(new Step(null, links.root(by)));
    return new Edge(List.copyOf(path), owned);
  }
}
