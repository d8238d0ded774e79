package dev.pluginswap.benchmarks.peers;

import java.util.Arrays;
import java.util.List;

/** Runs one of the comparisons and prints its table; how it goes is said on stderr. */
public final class Peers {

  private static final String USAGE =
      """
      usage: java -jar benchmarks-peers.jar <table> [--option value …]
        calls   what a call costs          --lanes --variants --forks --millis --swaps
        swaps   from update to new code    --rounds --classes
        gap     what callers see           --updates --slow
        memory  what swaps leave behind    --swaps
      """;

  private Peers() {}

  /** The name of a table, and its options. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      System.err.print(USAGE);
      System.exit(2);
    }
    List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
    try {
      System.out.print(
          switch (arguments[0]) {
            case "calls" -> CallCosts.measure(options);
            case "swaps" -> SwapCosts.measure(options);
            case "gap" -> Gap.measure(options);
            case "memory" -> SwapMemory.measure(options);
            default -> throw new IllegalArgumentException("there is no table " + arguments[0]);
          });
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }
}
