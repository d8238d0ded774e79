package dev.pluginswap.unload.heap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goes from the roots through everything that is not the plugin's, breadth first, and keeps each
 * step into what is the plugin's. Into that it does not go.
 */
final class HolderSearch {

  /** So many steps are kept; who sees them has enough to do. */
  private static final int MOST_EDGES = 100_000;

  /** In {@link #sources}: the object is the plugin's. */
  private static final int OWNED = Integer.MIN_VALUE;

  /**
   * A step into the plugin.
   *
   * @param source where it comes from: an object's index plus one, or a root's index plus one,
   *     negative
   * @param target the index of the plugin's object
   */
  record Edge(int source, int target) {}

  private final Roots roots;
  private final HeapObjects objects;
  private final Links links;
  private final Ownership plugin;

  /** By the index of an object: whence it was reached, as in an edge; 0 while it was not. */
  private final int[] sources;

  /** The objects that were reached, in this order; those before {@link #done} were gone into. */
  private final int[] queue;

  private int reached;
  private int done;

  private final List<Edge> edges = new ArrayList<>();

  /** Where the search is: the source of what is found now. */
  private int source;

  /** Classes of the plugin's objects that {@link #source} has led to. */
  private final Set<Long> seenFromSource = new HashSet<>();

  private HolderSearch(Roots roots, HeapObjects objects, Links links, Ownership plugin) {
    this.roots = roots;
    this.objects = objects;
    this.links = links;
    this.plugin = plugin;
    this.sources = new int[objects.index().size()];
    this.queue = new int[objects.index().size()];
  }

  static HolderSearch of(Roots roots, HeapObjects objects, Links links, Ownership plugin)
      throws BrokenDumpException {
    HolderSearch search = new HolderSearch(roots, objects, links, plugin);
    search.run();
    return search;
  }

  private void run() throws BrokenDumpException {
    for (RootKind kind : RootKind.values()) {
      for (int root = 0; root < roots.size(); root++) {
        if (roots.kind(root) == kind) {
          comeFrom(-(root + 1));
          reach(roots.id(root));
        }
      }
    }
    while (done < reached && edges.size() < MOST_EDGES) {
      int object = queue[done++];
      comeFrom(object + 1);
      links.each(object, this::reach);
    }
  }

  private void comeFrom(int newSource) {
    source = newSource;
    if (!seenFromSource.isEmpty()) {
      seenFromSource.clear();
    }
  }

  private void reach(long id) throws BrokenDumpException {
    int object = objects.index().find(id);
    if (object < 0) {
      return; // the JVM leaves some objects out that it has no use for itself
    }
    if (sources[object] == 0) {
      if (!plugin.owns(object)) {
        sources[object] = source;
        queue[reached++] = object;
        return;
      }
      sources[object] = OWNED;
    }
    if (sources[object] == OWNED && seenFromSource.add(kindOf(object))) {
      edges.add(new Edge(source, object));
    }
  }

  /** The same for objects of the same class; different for each class and each loader. */
  private long kindOf(int object) throws BrokenDumpException {
    return objects.isClass(object) || plugin.isLoader(object)
        ? objects.index().id(object)
        : objects.classId(object);
  }

  /** Each step into the plugin, shortest paths first; of one object one for each class. */
  List<Edge> edges() {
    return edges;
  }

  /** Whence an object was reached that is not the plugin's, as in {@link Edge#source}. */
  int source(int object) {
    return sources[object];
  }
}
