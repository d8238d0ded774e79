package dev.pluginswap.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is left in the JVM after many swaps of one plugin: {@link MemoryRun} in a JVM each. */
final class SwapMemory {

  private static final List<Kind> COMPARED = List.of(Kind.PLUGIN_SWAP, Kind.PF4J, Kind.FELIX);
  private static final int CLASSES = 100;

  private SwapMemory() {}

  /**
   * Measures it for everybody.
   *
   * @param options {@code --swaps}
   * @return a table
   */
  static String measure(List<String> options) throws IOException, InterruptedException {
    int swaps = Arguments.parse(options, List.of("swaps")).number("swaps", 1_000);
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "after swaps",
                "metaspace KiB",
                "heap KiB",
                "classes loaded",
                "classes unloaded so far",
                "generations alive"));
    try (Scratch scratch = Scratch.make("memory")) {
      Subject subject =
          SubjectJars.make(scratch.root().resolve("subject"), CLASSES, 2, PartUse.AT_ONCE);
      for (Kind kind : COMPARED) {
        System.err.println("memory: " + kind.label());
        Path place = Files.createDirectory(scratch.root().resolve(kind.directory()));
        List<String> lines =
            ChildJvm.run(
                kind,
                place.resolve("plugins"),
                MemoryRun.class,
                List.of(
                    kind.name(),
                    subject.directory().toString(),
                    String.valueOf(swaps),
                    place.toString()));
        lines.forEach(line -> table.add(row(kind, Figures.parse(line))));
      }
    }
    return table.toString();
  }

  private static List<String> row(Kind kind, Figures left) {
    return List.of(
        kind.label() + ", " + MarkdownTable.count(left.get(MemoryRun.SWAPS)),
        MarkdownTable.count(left.get(MemoryRun.METASPACE)),
        MarkdownTable.count(left.get(MemoryRun.HEAP)),
        MarkdownTable.count(left.get(MemoryRun.LOADED)),
        MarkdownTable.count(left.get(MemoryRun.UNLOADED)),
        MarkdownTable.count(left.get(MemoryRun.GENERATIONS)));
  }
}
