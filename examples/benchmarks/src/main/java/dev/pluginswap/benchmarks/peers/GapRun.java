package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Replaces the plugin under callers, and prints what they have seen. */
final class GapRun {

  private static final long BOUND_NANOS = 20_000_000_000L;
  private static final long POLL_NANOS = 100_000;

  private GapRun() {}

  /**
   * Kind, directory of the subject, number of updates, milliseconds of a slow call, directory to
   * work in.
   */
  public static void main(String[] arguments) throws Exception {
    Kind kind = Kind.valueOf(arguments[0]);
    int updates = Integer.parseInt(arguments[2]);
    Subject subject = new Subject(Path.of(arguments[1]), 1, updates + 1);
    Path scratch = Files.createDirectory(Path.of(arguments[4], "scratch"));
    GapCounts counts = new GapCounts();
    try (Framework framework = kind.open(scratch)) {
      framework.update(subject.jar(kind, 1));
      try (GapCallers callers = new GapCallers(framework, counts, Integer.parseInt(arguments[3]))) {
        for (int version = 2; version <= updates + 1; version++) {
          long slowCalls = slowCalls(counts);
          await("slow calls", () -> slowCalls(counts) > slowCalls + 1);
          framework.update(subject.jar(kind, version));
          int next = version;
          await("an answer of version " + next, () -> answersAs(framework, next));
        }
      }
    }
    System.out.println(counts.figures());
    counts.failures().forEach(System.out::println);
  }

  private static long slowCalls(GapCounts counts) {
    return counts.completed.sum() + counts.brokenOff.sum();
  }

  private static boolean answersAs(Framework framework, int version) {
    Service service = framework.lookup();
    return service != null && service.answer() == version;
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + BOUND_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
