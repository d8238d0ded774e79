package dev.pluginswap.benchmarks.peers;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One update, and the same version in a bare class loader. All times are in nanoseconds.
 *
 * @param figures {@code update}, {@code plain}, and each phase of the update that is told
 */
record SwapRound(Figures figures) {

  private static final String UPDATE = "update";
  private static final String PLAIN = "plain";

  static SwapRound of(long update, long plain, Map<String, Duration> phases) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put(UPDATE, update);
    numbers.put(PLAIN, plain);
    phases.forEach((phase, duration) -> numbers.put(phase, duration.toNanos()));
    return new SwapRound(new Figures(numbers));
  }

  /** From the update to the end of the first call on new code. */
  double update() {
    return figures.get(UPDATE);
  }

  /** The same with a {@link PlainLoaders bare class loader}. */
  double plain() {
    return figures.get(PLAIN);
  }

  /** One phase; none of that name is an error. */
  double phase(String name) {
    return figures.get(name);
  }

  /** What is left of the update when the bundle is there and verified. */
  double butFetchAndValidate() {
    return update() - phase("fetch") - phase("validate");
  }

  /** All phases that write to the plugins directory. */
  double toDisk() {
    return phase("stage")
        + phase("publish")
        + phase("snapshot")
        + phase("switch-directory")
        + phase("commit");
  }

  /** What no other column of the table has: recovery, what is between the phases, and the call. */
  double other() {
    return butFetchAndValidate() - toDisk() - phase("switch-loader");
  }
}
