package dev.pluginswap.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What callers see while the plugin is replaced under them: {@link GapRun} in a JVM each. */
final class Gap {

  private static final List<Kind> COMPARED = List.of(Kind.PLUGIN_SWAP, Kind.PF4J, Kind.FELIX);

  /** Enough that slow calls find one that was not needed before. */
  private static final int CLASSES = 100;

  private Gap() {}

  /**
   * Runs it for everybody.
   *
   * @param options {@code --updates}, {@code --slow} (milliseconds of a slow call)
   * @return a table, and what the failures were
   */
  static String measure(List<String> options) throws IOException, InterruptedException {
    Arguments arguments = Arguments.parse(options, List.of("updates", "slow"));
    int updates = arguments.number("updates", 20);
    int slow = arguments.number("slow", 30);
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "%d updates, calls of %d ms".formatted(updates, slow),
                "short calls",
                "none found",
                "stopped plugin seen",
                "failed",
                "in flight completed",
                "in flight failed"));
    StringBuilder failures = new StringBuilder();
    try (Scratch scratch = Scratch.make("gap")) {
      Subject subject =
          SubjectJars.make(
              scratch.root().resolve("subject"), CLASSES, updates + 1, PartUse.ONE_A_CALL);
      for (Kind kind : COMPARED) {
        System.err.println("gap: " + kind.label());
        Path place = Files.createDirectory(scratch.root().resolve(kind.directory()));
        List<String> lines =
            ChildJvm.run(
                kind,
                place.resolve("plugins"),
                GapRun.class,
                List.of(
                    kind.name(),
                    subject.directory().toString(),
                    String.valueOf(updates),
                    String.valueOf(slow),
                    place.toString()));
        table.add(row(kind, Figures.parse(lines.get(0))));
        if (lines.size() > 1) {
          failures.append(
              lines.stream()
                  .skip(1)
                  .collect(Collectors.joining(", ", "\n" + kind.label() + " failed with ", "\n")));
        }
      }
    }
    return table + failures.toString();
  }

  private static List<String> row(Kind kind, Figures counts) {
    return List.of(
        kind.label(),
        MarkdownTable.count(counts.get(GapCounts.CALLS)),
        MarkdownTable.count(counts.get(GapCounts.NONE_FOUND)),
        MarkdownTable.count(counts.get(GapCounts.STOPPED)),
        MarkdownTable.count(counts.get(GapCounts.FAILED)),
        MarkdownTable.count(counts.get(GapCounts.COMPLETED)),
        MarkdownTable.count(counts.get(GapCounts.BROKEN_OFF)));
  }
}
