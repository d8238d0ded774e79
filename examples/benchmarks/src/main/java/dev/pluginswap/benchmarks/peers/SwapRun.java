package dev.pluginswap.benchmarks.peers;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Goes through all versions of the subject once, and prints a {@link SwapRound} for each update.
 */
final class SwapRun {

  private SwapRun() {}

  /** Kind, directory of the subject, number of versions, directory to work in. */
  public static void main(String[] arguments) throws Exception {
    Kind kind = Kind.valueOf(arguments[0]);
    Subject subject = new Subject(Path.of(arguments[1]), 1, Integer.parseInt(arguments[2]));
    Path scratch = Files.createDirectory(Path.of(arguments[3], "scratch"));
    try (Framework framework = kind.open(scratch);
        PlainLoaders plain = new PlainLoaders()) {
      nanosTo(framework, subject, kind, 1);
      nanosTo(plain, subject, Kind.PLAIN, 1);
      for (int version = 2; version <= subject.versions(); version++) {
        long update = nanosTo(framework, subject, kind, version);
        long bare = nanosTo(plain, subject, Kind.PLAIN, version);
        System.out.println(SwapRound.of(update, bare, framework.phases()).figures());
      }
    }
  }

  /** From the update to the end of the first call, which must be of that version. */
  private static long nanosTo(Framework framework, Subject subject, Kind kind, int version)
      throws Exception {
    Path jar = subject.jar(kind, version);
    long started = System.nanoTime();
    framework.update(jar);
    int answer = framework.found().answer();
    long nanos = System.nanoTime() - started;
    if (answer != version) {
      throw new IllegalStateException(
          kind.label() + " answers as version " + answer + " after the update to " + version);
    }
    return nanos;
  }
}
