package dev.pluginswap.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * From the update to the first call on new code: {@link SwapRun} in a JVM each, for plugins of
 * several sizes; and where the time of an install goes.
 */
final class SwapCosts {

  /** Rounds before those that count: code that runs for the first time is slow. */
  private static final int WARM_UP = 5;

  private static final double NANOS_IN_MILLI = 1e6;

  private SwapCosts() {}

  /**
   * Measures it for everybody.
   *
   * @param options {@code --rounds}, {@code --classes}
   * @return two tables
   */
  static String measure(List<String> options) throws IOException, InterruptedException {
    Arguments arguments = Arguments.parse(options, List.of("rounds", "classes"));
    int rounds = arguments.number("rounds", 15);
    List<String> header = new ArrayList<>(List.of("ms from update to new code"));
    Stream.of(Kind.values()).forEach(kind -> header.add(kind.label()));
    MarkdownTable times = new MarkdownTable(header);
    MarkdownTable parts =
        new MarkdownTable(
            List.of(
                "ms of an install",
                "fetch",
                "validate",
                "to disk",
                "switch-loader",
                "other",
                Kind.PLAIN.label() + " beside it",
                "all but fetch and validate, times that",
                "half are in",
                "switch-loader, times that"));
    for (int classes : arguments.numbers("classes", List.of(1, 100, 1_000))) {
      measure(classes, rounds, times, parts);
    }
    return times + "\n" + parts;
  }

  private static void measure(int classes, int rounds, MarkdownTable times, MarkdownTable parts)
      throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.make("swaps")) {
      Subject subject =
          SubjectJars.make(
              scratch.root().resolve("subject"), classes, WARM_UP + rounds + 1, PartUse.AT_ONCE);
      List<String> cells = new ArrayList<>(List.of(classesOf(classes)));
      for (Kind kind : Kind.values()) {
        System.err.printf("swaps: %,d classes, %s%n", classes, kind.label());
        Path place = Files.createDirectory(scratch.root().resolve(kind.directory()));
        List<SwapRound> run = run(kind, subject, place);
        List<SwapRound> counted = run.subList(WARM_UP, run.size());
        if (kind == Kind.PLUGIN_SWAP) {
          parts.add(parts(classes, counted));
        }
        cells.add(millis(counted, round -> round.update()));
      }
      times.add(cells);
    }
  }

  private static List<SwapRound> run(Kind kind, Subject subject, Path place)
      throws IOException, InterruptedException {
    List<String> lines =
        ChildJvm.run(
            kind,
            place.resolve("plugins"),
            SwapRun.class,
            List.of(
                kind.name(),
                subject.directory().toString(),
                String.valueOf(subject.versions()),
                place.toString()));
    return lines.stream().map(line -> new SwapRound(Figures.parse(line))).toList();
  }

  private static List<String> parts(int classes, List<SwapRound> rounds) {
    Statistics rest = statistics(rounds, round -> round.butFetchAndValidate() / round.plain());
    Statistics loader = statistics(rounds, round -> round.phase("switch-loader") / round.plain());
    return List.of(
        classesOf(classes),
        millis(rounds, round -> round.phase("fetch")),
        millis(rounds, round -> round.phase("validate")),
        millis(rounds, SwapRound::toDisk),
        millis(rounds, round -> round.phase("switch-loader")),
        millis(rounds, SwapRound::other),
        millis(rounds, SwapRound::plain),
        MarkdownTable.decimal(rest.getPercentile(50), 2),
        MarkdownTable.decimal(rest.getPercentile(25), 2)
            + " .. "
            + MarkdownTable.decimal(rest.getPercentile(75), 2),
        MarkdownTable.decimal(loader.getPercentile(50), 2));
  }

  private static String classesOf(int classes) {
    return MarkdownTable.count(classes) + (classes == 1 ? " class" : " classes");
  }

  private static String millis(List<SwapRound> rounds, ToDoubleFunction<SwapRound> nanos) {
    return MarkdownTable.decimal(statistics(rounds, nanos).getPercentile(50) / NANOS_IN_MILLI, 1);
  }

  private static Statistics statistics(List<SwapRound> rounds, ToDoubleFunction<SwapRound> value) {
    ListStatistics statistics = new ListStatistics();
    rounds.forEach(round -> statistics.addValue(value.applyAsDouble(round)));
    return statistics;
  }
}
