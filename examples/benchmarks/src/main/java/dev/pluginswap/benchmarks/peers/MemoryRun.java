package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Swaps the plugin back and forth, uses each version, and prints what is left now and then. */
final class MemoryRun {

  static final String SWAPS = "swaps";
  static final String METASPACE = "metaspace";
  static final String HEAP = "heap";
  static final String LOADED = "loaded";
  static final String UNLOADED = "unloaded";
  static final String GENERATIONS = "generations";

  /** Of each version, so that the JIT compiler has seen it. */
  private static final int CALLS = 1_000;

  private static final long KIB = 1024;

  /** How long garbage may take to be collected before it counts as alive. */
  private static final long COLLECTION_NANOS = 5_000_000_000L;

  private final Framework framework;
  private final Subject subject;
  private final Kind kind;

  /** Class loaders of all versions that ran, but for those that are known to be gone. */
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  private MemoryRun(Framework framework, Subject subject, Kind kind) {
    this.framework = framework;
    this.subject = subject;
    this.kind = kind;
  }

  /** Kind, directory of the subject, number of swaps, directory to work in. */
  public static void main(String[] arguments) throws Exception {
    Kind kind = Kind.valueOf(arguments[0]);
    int swaps = Integer.parseInt(arguments[2]);
    Subject subject = new Subject(Path.of(arguments[1]), 1, 2);
    Path scratch = Files.createDirectory(Path.of(arguments[3], "scratch"));
    List<Integer> stops = List.of(swaps / 10, swaps / 2, swaps);
    try (Framework framework = kind.open(scratch)) {
      MemoryRun run = new MemoryRun(framework, subject, kind);
      run.update(1);
      System.out.println(run.left(0));
      for (int swap = 1; swap <= swaps; swap++) {
        run.update(1 + swap % 2);
        if (stops.contains(swap)) {
          System.out.println(run.left(swap));
        }
      }
    }
  }

  private void update(int version) throws Exception {
    framework.update(subject.jar(kind, version));
    Service service = framework.found();
    for (int i = 0; i < CALLS; i++) {
      if (Site.call(service, i) != i + 1) {
        throw new IllegalStateException("the plugin cannot add 1 to " + i);
      }
    }
    loaders.add(new WeakReference<>(service.loader()));
  }

  private Figures left(int swaps) {
    collect();
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put(SWAPS, (long) swaps);
    numbers.put(METASPACE, metaspace() / KIB);
    numbers.put(HEAP, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / KIB);
    numbers.put(LOADED, (long) classes.getLoadedClassCount());
    numbers.put(UNLOADED, classes.getUnloadedClassCount());
    numbers.put(GENERATIONS, (long) loaders.size());
    return new Figures(numbers);
  }

  /** Collects until only one generation is left, or as long as that may take. */
  private void collect() {
    long deadline = System.nanoTime() + COLLECTION_NANOS;
    do {
      System.gc();
      loaders.removeIf(loader -> loader.refersTo(null));
    } while (loaders.size() > 1 && System.nanoTime() < deadline);
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("this JVM has no pool called Metaspace"));
  }
}
