package dev.pluginswap.benchmarks;

import java.util.Collection;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs benchmarks as JMH's own command line does, and then says what they cost by comparison. */
public final class Benchmarks {

  private Benchmarks() {}

  /** Takes JMH's options; {@code -h} lists them. */
  public static void main(String[] arguments) throws Exception {
    CommandLineOptions options = new CommandLineOptions(arguments);
    if (asksSomething(options)) {
      Main.main(arguments);
      return;
    }
    Collection<RunResult> results = new Runner(options).run();
    System.out.print(CostTable.of(results));
    System.out.print(LinkageTable.of(results));
  }

  /** Whether nothing is to be run. */
  private static boolean asksSomething(CommandLineOptions options) {
    return options.shouldHelp()
        || options.shouldList()
        || options.shouldListWithParams()
        || options.shouldListProfilers()
        || options.shouldListResultFormats();
  }
}
