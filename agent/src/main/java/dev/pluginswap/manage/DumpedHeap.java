package dev.pluginswap.manage;

import dev.pluginswap.unload.HeapSearch;
import dev.pluginswap.unload.heap.HeapDump;
import dev.pluginswap.unload.heap.HeapDumpSettings;
import dev.pluginswap.unload.heap.HeapFindings;
import dev.pluginswap.unload.heap.LoaderMark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Finds holders in a heap dump of this JVM, if its heap is small enough for that.
 *
 * @param limit bytes of the largest heap in use that is dumped; 0 for never
 * @param jar the agent's, which reads the dump in a JVM of its own
 */
record DumpedHeap(long limit, Path jar) implements HeapSearch {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /** In MiB; enough for a dump of the default limit. */
  private static final int CHILD_HEAP = 256;

  private static final int MOST_PATHS = 50;

  /** The class of the loaders of generations; in a dump it has this name alone. */
  private static final String LOADER = "dev.pluginswap.runtime.PluginClassLoader";

  @Override
  public List<String> holders(String loaderName) {
    if (limit == 0) {
      return List.of(
          "nobody that a walk sees; a local variable or a JNI reference may, which only a heap dump"
              + " shows: set heapDumpLimit");
    }
    HeapFindings findings =
        new HeapDump(
                new HeapDumpSettings(
                    HeapDumpSettings.javaOf(
                        Path.of(System.getProperty("java.home")), System.getProperty("os.name")),
                    HeapDumpSettings.programOf(jar),
                    Path.of(System.getProperty("java.io.tmpdir")),
                    DEADLINE,
                    limit,
                    CHILD_HEAP,
                    MOST_PATHS))
            .holders(new LoaderMark(LOADER, loaderName));
    if (findings instanceof HeapFindings.Held held) {
      return held.holders();
    }
    return findings instanceof HeapFindings.Unknown unknown
        ? List.of("nobody that a walk sees, and " + unknown.problem())
        : List.of();
  }
}
