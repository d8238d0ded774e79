package com.acme.workspace;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What callers of a plugin have seen. Safe for any number of threads, and cheap enough to be asked
 * a million times a second.
 */
final class CallStats {

  private final LongAdder made = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /** The longest call in nanoseconds. */
  private final LongAccumulator worst = new LongAccumulator(Math::max, 0);

  /** The longest call in nanoseconds since {@link #takeWorstOfLapMicros} was last asked. */
  private final LongAccumulator worstOfLap = new LongAccumulator(Math::max, 0);

  private final Set<String> versions = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();

  void succeeded(String version, long nanos) {
    made.increment();
    worst.accumulate(nanos);
    worstOfLap.accumulate(nanos);
    if (!versions.contains(version)) {
      versions.add(version);
    }
  }

  void failed(Throwable why) {
    made.increment();
    failed.increment();
    firstFailure.compareAndSet(null, why.toString());
  }

  /** Whether any call has been answered yet. */
  boolean anySucceeded() {
    return !versions.isEmpty();
  }

  long made() {
    return made.sum();
  }

  long failed() {
    return failed.sum();
  }

  /** The longest call since this was last asked, in microseconds. */
  long takeWorstOfLapMicros() {
    return worstOfLap.getThenReset() / 1_000;
  }

  /** One property a line, each name behind {@code prefix}. */
  String toProperties(String prefix) {
    StringBuilder text = new StringBuilder();
    text.append(prefix).append("made=").append(made.sum()).append('\n');
    text.append(prefix).append("failed=").append(failed.sum()).append('\n');
    text.append(prefix).append("worstMicros=").append(worst.get() / 1_000).append('\n');
    text.append(prefix)
        .append("versions=")
        .append(String.join(",", versions.stream().sorted().toList()))
        .append('\n');
    String failure = firstFailure.get();
    if (failure != null) {
      text.append(prefix)
          .append("firstFailure=")
          .append(failure.replaceAll("\\s+", " "))
          .append('\n');
    }
    return text.toString();
  }
}
