package dev.pluginswap.unload.heap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Takes a heap dump of this JVM, has another JVM read it, and deletes it.
 *
 * <p>A dump holds every secret that the heap does. It lies in a directory of its own that only the
 * owner may enter, and is deleted whatever happens, unless this JVM itself is killed.
 */
public final class HeapDump {

  /** How the names of directories begin that hold a dump. */
  public static final String PREFIX = "heap-dump-";

  private static final long MIB = 1L << 20;

  private final HeapDumpSettings settings;
  private final DumpSource source;

  /** As {@link System#nanoTime}. */
  private final LongSupplier nanoTime;

  HeapDump(HeapDumpSettings settings, DumpSource source, LongSupplier nanoTime) {
    this.settings = settings;
    this.source = source;
    this.nanoTime = nanoTime;
  }

  /** Of this JVM. */
  public HeapDump(HeapDumpSettings settings) {
    this(settings, new HotSpotDumps(), System::nanoTime);
  }

  /**
   * Who holds a class loader. This takes seconds, in part of which the JVM stands still.
   *
   * @return {@link HeapFindings.Unknown} for whatever goes wrong; then too no dump is left, or its
   *     text says where it is
   */
  public HeapFindings holders(LoaderMark mark) {
    long start = nanoTime.getAsLong();
    try {
      Optional<String> refusal = refusal();
      if (refusal.isPresent()) {
        return new HeapFindings.Unknown(refusal.get());
      }
      Path directory = Files.createTempDirectory(settings.directory(), PREFIX);
      HeapFindings findings;
      try {
        findings = dumpAndRead(directory, mark, start);
      } catch (IOException | RuntimeException e) {
        findings = new HeapFindings.Unknown("no heap dump was read: " + message(e));
      } catch (Throwable t) {
        deleteAfter(t, directory);
        throw t;
      }
      delete(directory);
      return findings;
    } catch (IOException e) {
      return new HeapFindings.Unknown("no heap dump was taken, or it is left: " + message(e));
    }
  }

  /** Why no dump is taken; empty if one may be. */
  private Optional<String> refusal() throws IOException {
    if (!Files.isExecutable(settings.java())) {
      return Optional.of(
          "no heap dump was taken: it is read by another JVM, and there is no executable %s; run on a"
                  .formatted(settings.java())
              + " Java that has it");
    }
    long used = source.usedBytes();
    if (used > settings.mostHeap()) {
      return Optional.of(
          "no heap dump was taken: %d MiB of heap are in use, and it may be %d; raise that"
              .formatted(used / MIB, settings.mostHeap() / MIB));
    }
    Files.createDirectories(settings.directory());
    long free = source.freeBytes(settings.directory());
    if (free / 2 < used) {
      return Optional.of(
          "no heap dump was taken: %s has %d MiB free, and %d MiB may be needed; make room"
              .formatted(settings.directory(), free / MIB, used * 2 / MIB));
    }
    return Optional.empty();
  }

  private HeapFindings dumpAndRead(Path directory, LoaderMark mark, long start)
      throws IOException {
    Path dump = directory.resolve("heap.hprof");
    source.dump(dump);
    long left = settings.deadline().toNanos() - (nanoTime.getAsLong() - start);
    if (left <= 0) {
      return tooLate("writing it");
    }
    HeapReader reader = new HeapReader(settings, directory);
    try {
      return reader
          .read(dump, mark, Duration.ofNanos(left))
          .orElseGet(() -> tooLate("reading it"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new HeapFindings.Unknown("no heap dump was read: this thread was interrupted");
    }
  }

  private HeapFindings tooLate(String what) {
    return new HeapFindings.Unknown(
        "no heap dump was read: %s took longer than the %d ms that are allowed; allow more"
            .formatted(what, settings.deadline().toMillis()));
  }

  private static void deleteAfter(Throwable cause, Path directory) {
    try {
      delete(directory);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Deletes the dump, and what a JVM writes beside it while it dumps in parallel. */
  private static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(directory);
  }

  /** Exceptions of the file system say a path alone; their class says what is wrong with it. */
  private static String message(Exception e) {
    return e.getClass() == IOException.class || e instanceof BrokenDumpException
        ? String.valueOf(e.getMessage())
        : e.toString();
  }
}
