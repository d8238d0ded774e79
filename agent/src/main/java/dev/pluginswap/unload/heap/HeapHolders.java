package dev.pluginswap.unload.heap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds in a heap dump who holds a class loader. */
final class HeapHolders {

  private final ClassTable classes;
  private final Stacks stacks;
  private final Roots roots;
  private final HeapObjects objects;
  private final Links links;
  private final HolderSearch search;

  private HeapHolders(Catalogue catalogue, HeapObjects objects, Ownership plugin)
      throws BrokenDumpException {
    this.classes = catalogue.classes();
    this.stacks = catalogue.stacks();
    this.roots = catalogue.roots();
    this.objects = objects;
    this.links = new Links(classes, objects);
    this.search = HolderSearch.of(roots, objects, links, plugin);
  }

  /**
   * Reads the dump three times and then searches it.
   *
   * @param most how many paths are told
   * @param memory how much heap there may be, in bytes
   * @return anything but {@link HeapFindings.Unknown}
   * @throws IOException if the dump cannot be read, is broken, or has too many objects
   */
  static HeapFindings in(DumpFile file, LoaderMark mark, int most, long memory)
      throws IOException {
    Catalogue catalogue = Catalogue.of(file);
    HeapObjects objects = HeapObjects.of(file, catalogue, memory);
    Ownership plugin = Ownership.of(mark, catalogue.classes(), objects);
    if (plugin.isEmpty()) {
      return new HeapFindings.Collected();
    }
    List<String> paths = new HeapHolders(catalogue, objects, plugin).paths(most);
    return paths.isEmpty() ? new HeapFindings.Unheld() : new HeapFindings.Held(paths);
  }

  /** As {@link #in(DumpFile, LoaderMark, int, long)}, with the heap of this JVM. */
  static HeapFindings in(Path dump, LoaderMark mark, int most) throws IOException {
    return in(DumpFile.open(dump), mark, most, Runtime.getRuntime().maxMemory());
  }

  private List<String> paths(int most) throws BrokenDumpException {
    Map<String, Integer> times = new LinkedHashMap<>();
    int more = 0;
    for (HolderSearch.Edge edge : search.edges()) {
      if (times.size() >= most) {
        more++; // its words may be among those that are told
        continue;
      }
      times.merge(path(edge), 1, Integer::sum);
    }
    List<String> lines = new ArrayList<>();
    times.forEach((path, n) -> lines.add(n == 1 ? path : "%s (%d times)".formatted(path, n)));
    if (more > 0) {
      lines.add("… and %d more".formatted(more));
    }
    return lines;
  }

  private String path(HolderSearch.Edge edge) throws BrokenDumpException {
    List<Hop> hops = new ArrayList<>();
    int source = edge.source();
    int next = edge.target();
    while (source > 0) {
      int object = source - 1;
      hops.add(hop(object, links.link(object, objects.index().id(next))));
      next = object;
      source = search.source(object);
    }
    Collections.reverse(hops);
    int root = -source - 1;
    boolean saidByThread = roots.kind(root) == RootKind.THREAD && !hops.isEmpty();
    return PathText.of(saidByThread ? "" : root(root), hops, hop(edge.target(), Hop.END));
  }

  private Hop hop(int object, Link link) throws BrokenDumpException {
    if (objects.isClass(object)) {
      return new Hop(Hop.Kind.CLASS, classes.name(objects.index().id(object)), "", link);
    }
    long classId = objects.classId(object);
    String type = classId == 0 ? "primitive values" : classes.name(classId);
    if (objects.tag(object) != Tag.INSTANCE) {
      return new Hop(Hop.Kind.OBJECT, type, "", link);
    }
    if (classes.isA(objects.type(object), "java.lang.Thread")) {
      return new Hop(Hop.Kind.THREAD, type, threadName(object), link);
    }
    if (classes.isA(objects.type(object), "java.lang.ClassLoader")) {
      return new Hop(Hop.Kind.LOADER, type, Ownership.nameOf(objects, object), link);
    }
    return new Hop(Hop.Kind.OBJECT, type, "", link);
  }

  private String threadName(int thread) throws BrokenDumpException {
    return objects.text(objects.reference(thread, "java.lang.Thread", "name")).orElse("");
  }

  /** A root in words: {@code thread "worker-3" in com.acme.Loop.run(Loop.java:12): JNI local}. */
  private String root(int root) throws BrokenDumpException {
    RootKind kind = roots.kind(root);
    int thread = roots.thread(root);
    int object = objects.index().find(stacks.thread(thread).orElse(0));
    if (object < 0 || objects.tag(object) != Tag.INSTANCE) {
      return kind.words();
    }
    String name = "thread \"%s\"".formatted(threadName(object));
    if (kind == RootKind.THREAD) {
      return "running " + name;
    }
    String frame = stacks.frame(thread, roots.frame(root));
    return name + (frame == null ? "" : " in " + frame) + ": " + kind.words();
  }
}
