package dev.pluginswap.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link CallCost}, each way to call in JVMs of its own, under all circumstances. */
final class CallCosts {

  /** The option of the agent that has calls of handles inlined into their callers. */
  static final String INLINE = "dispatch=inline";

  private static final String HANDLE = "handle";
  private static final String HANDLE_INLINE = "handleInline";

  /** In the order of the table. */
  static final List<String> LANES =
      List.of(
          "direct",
          "volatileField",
          "jdkProxy",
          HANDLE,
          HANDLE_INLINE,
          "pf4jLookup",
          "pf4jKept",
          "felixLookup",
          "felixReference");

  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  /** Of warm-up, and of measurement, in each JVM. */
  private static final int ITERATIONS = 5;

  private final Arguments arguments;
  private final Path place;
  private final int swaps;

  private CallCosts(Arguments arguments, Path place) {
    this.arguments = arguments;
    this.place = place;
    this.swaps = arguments.number("swaps", 100);
  }

  /**
   * Measures all, or what is asked for.
   *
   * @param options {@code --lanes} (methods of {@link CallCost}), {@code --variants} (names of
   *     {@link CallVariant}), {@code --forks}, {@code --millis} of an iteration, {@code --swaps}
   * @return a table
   */
  static String measure(List<String> options) throws IOException, RunnerException {
    Arguments arguments =
        Arguments.parse(options, List.of("lanes", "variants", "forks", "millis", "swaps"));
    List<String> lanes = arguments.words("lanes", LANES);
    if (!LANES.containsAll(lanes)) {
      throw new IllegalArgumentException("--lanes are " + String.join(",", LANES));
    }
    List<CallVariant> variants = variants(arguments);
    try (Scratch scratch = Scratch.make("calls")) {
      SubjectJars.make(scratch.root().resolve("subject"), 1, 2, PartUse.AT_ONCE);
      CallCosts costs = new CallCosts(arguments, scratch.root());
      CallTable table = new CallTable(lanes, variants, costs.swaps);
      for (CallVariant variant : variants) {
        for (String lane : lanes) {
          System.err.printf("calls: %s, %s%n", lane, variant.label(costs.swaps));
          table.add(lane, variant, costs.run(lane, variant));
        }
      }
      return table.toString();
    }
  }

  private static List<CallVariant> variants(Arguments arguments) {
    List<String> names =
        Stream.of(CallVariant.values())
            .filter(variant -> hasVirtualThreads() || !variant.isVirtual())
            .map(CallVariant::name)
            .toList();
    List<String> wanted = arguments.words("variants", names);
    if (!names.containsAll(wanted)) {
      throw new IllegalArgumentException(
          "--variants are " + String.join(",", names) + " with this JDK");
    }
    return wanted.stream().map(CallVariant::valueOf).toList();
  }

  private RunResult run(String lane, CallVariant variant) throws RunnerException, IOException {
    TimeValue iteration = TimeValue.milliseconds(arguments.number("millis", 500));
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("\\." + CallCost.class.getSimpleName() + "\\." + lane + "$")
        .param("swaps", String.valueOf(variant.isSwapped() ? swaps : 0))
        .param("host", variant.host().name())
        .threads(variant.threads())
        .forks(arguments.number("forks", 5))
        .warmupIterations(ITERATIONS)
        .warmupTime(iteration)
        .measurementIterations(ITERATIONS)
        .measurementTime(iteration)
        .shouldFailOnError(true)
        .jvmArgsAppend(jvmArguments(lane, variant).toArray(String[]::new));
    return new Runner(
            options.build(),
            OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
        .runSingle();
  }

  private List<String> jvmArguments(String lane, CallVariant variant) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add("-D" + Lane.SUBJECT + "=" + place.resolve("subject"));
    arguments.add("-D" + Lane.SCRATCH + "=" + Files.createTempDirectory(place, "run"));
    String agent =
        ChildJvm.agentArgument(Files.createTempDirectory(place, "run").resolve("plugins"));
    if (lane.equals(HANDLE)) {
      arguments.add(agent);
    }
    if (lane.equals(HANDLE_INLINE)) {
      arguments.add(agent + "," + INLINE);
    }
    if (variant.isVirtual()) {
      arguments.add("-Djmh.executor=VIRTUAL");
    }
    return arguments;
  }

  /** Whether this JDK has virtual threads. */
  static boolean hasVirtualThreads() {
    return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
  }
}
