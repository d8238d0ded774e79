package dev.pluginswap.benchmarks.peers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;

/** What callers have seen so far; counts from any thread. */
final class GapCounts {

  static final String CALLS = "calls";
  static final String NONE_FOUND = "noneFound";
  static final String STOPPED = "stopped";
  static final String FAILED = "failed";
  static final String COMPLETED = "completed";
  static final String BROKEN_OFF = "brokenOff";

  /** Short calls that returned. */
  final LongAdder calls = new LongAdder();

  /** Lookups that found nothing, and calls that said so. */
  final LongAdder noneFound = new LongAdder();

  /** Answers of a version whose stop had begun. */
  final LongAdder stopped = new LongAdder();

  /** Lookups and short calls that threw anything else. */
  final LongAdder failed = new LongAdder();

  /** Slow calls that returned. */
  final LongAdder completed = new LongAdder();

  /** Slow calls that threw. */
  final LongAdder brokenOff = new LongAdder();

  private final Set<String> failures = new ConcurrentSkipListSet<>();

  /** Notes what an answer says: negative when its plugin has been stopped. */
  void answered(int answer) {
    if (answer < 0) {
      stopped.increment();
    }
  }

  /** Notes what was thrown, for {@link #failures}. */
  void thrown(Throwable thrown) {
    failures.add(thrown.getClass().getSimpleName());
  }

  /** The names of all that was thrown. */
  Set<String> failures() {
    return failures;
  }

  /** The counts by name. */
  Figures figures() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put(CALLS, calls.sum());
    numbers.put(NONE_FOUND, noneFound.sum());
    numbers.put(STOPPED, stopped.sum());
    numbers.put(FAILED, failed.sum());
    numbers.put(COMPLETED, completed.sum());
    numbers.put(BROKEN_OFF, brokenOff.sum());
    return new Figures(numbers);
  }
}
