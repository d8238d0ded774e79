package dev.pluginswap.benchmarks;

import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.bundle.Unpacked;
import dev.pluginswap.bundle.Unpacker;
import dev.pluginswap.source.FetchRequest;
import dev.pluginswap.source.Fetched;
import dev.pluginswap.source.Sources;
import dev.pluginswap.store.Disk;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.Staging;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * From a file to a sealed staging, durable and hashed, beside {@code unzip} and {@code sha256sum}
 * of the same, which make nothing durable. By turns, in one run.
 */
public final class StagingCost {

  private static final int FILES = 5_000;
  private static final int BYTES = 50 << 20;
  private static final int ROUNDS = 11;

  private StagingCost() {}

  /**
   * Prints a table.
   *
   * @param arguments none; {@code heap} for how much heap it needs; or {@code once}, and {@code
   *     nothing}, {@code bundle} or {@code jar}, to do that once
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "staging-cost");
    try {
      if (arguments.length == 2 && arguments[0].equals("once")) {
        String shape = arguments[1];
        boolean nothing = shape.equals("nothing");
        Path archive = archive(directory, shape, FILES, nothing ? FILES : BYTES);
        if (!nothing) {
          stage(directory, archive);
        }
      } else if (arguments.length == 1 && arguments[0].equals("heap")) {
        System.out.print(heap());
      } else {
        System.out.print(table(directory, FILES, BYTES, ROUNDS));
      }
    } finally {
      Workplace.delete(directory);
    }
  }

  private static String heap() throws Exception {
    StringBuilder table =
        new StringBuilder(String.format("%n%-8s %10s %10s%n", "archive", "-Xmx MiB", "extra MiB"));
    int nothing = LeastHeap.of(StagingCost.class, "once", "nothing");
    for (String shape : List.of("bundle", "jar")) {
      int needed = LeastHeap.of(StagingCost.class, "once", shape);
      table.append(String.format(Locale.ROOT, "%-8s %10d %10d%n", shape, needed, needed - nothing));
    }
    return table.toString();
  }

  /** The table, for archives of that size. */
  static String table(Path directory, int files, int bytes, int rounds) throws Exception {
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%n%-8s %10s %22s %8s %16s%n",
                "archive", "staged ms", "unzip + sha256sum ms", "times", "half are in"));
    for (String shape : List.of("bundle", "jar")) {
      Path archive = archive(directory, shape, files, bytes);
      double[] staged = new double[rounds];
      double[] bare = new double[rounds];
      double[] times = new double[rounds];
      for (int round = -2; round < rounds; round++) { // the first two are to warm up
        double ours = stage(directory, archive) / 1e6;
        double theirs = unzip(directory, archive) / 1e6;
        if (round >= 0) {
          staged[round] = ours;
          bare[round] = theirs;
          times[round] = ours / theirs;
        }
      }
      Arrays.sort(times);
      table.append(
          String.format(
              Locale.ROOT,
              "%-8s %10.0f %22.0f %8.2f %7.2f .. %5.2f%n",
              shape,
              median(staged),
              median(bare),
              times[rounds / 2],
              times[rounds / 4],
              times[3 * rounds / 4]));
    }
    return table.toString();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Of half random bytes, half zeros, as code is half new to a compressor. */
  private static Path archive(Path directory, String shape, int files, int bytes)
      throws IOException {
    Path archive = directory.resolve("large-1.0.0." + (shape.equals("jar") ? "jar" : "zip"));
    Random random = new Random(1);
    byte[] content = new byte[bytes / files];
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(shape.equals("jar") ? "META-INF/plugin.json" : "plugin.json"));
      zip.write("{\"name\": \"large\", \"version\": \"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < files; i++) {
        random.nextBytes(content);
        Arrays.fill(content, content.length / 2, content.length, (byte) 0);
        zip.putNextEntry(new ZipEntry("data/d%d/f%d.bin".formatted(i % 50, i)));
        zip.write(content);
      }
    }
    return archive;
  }

  /** Nanoseconds until all is durable; that it is deleted again does not count. */
  private static long stage(Path directory, Path archive) throws Exception {
    Path plugins = directory.resolve("plugins");
    PluginStore store =
        PluginStore.open(plugins, Disk.of(plugins), Clock.systemUTC(), new Random());
    BundleLimits limits = new BundleLimits(1L << 30, 20_000);
    Deadline deadline = new Deadline("staging", Duration.ofMinutes(5), System::nanoTime);
    try (Hold hold = store.hold(Duration.ofSeconds(10));
        Staging staging = store.stage()) {
      Objects.requireNonNull(hold);
      long start = System.nanoTime();
      Fetched fetched =
          Sources.standard()
              .fetch(new FetchRequest(archive.toString(), staging.scratch(), limits, deadline));
      Unpacked unpacked =
          Unpacker.unpack(
              fetched.artifact(),
              fetched.fileName(),
              fetched.coordinates(),
              false,
              staging,
              limits,
              deadline);
      staging.seal(unpacked.files());
      return System.nanoTime() - start;
    }
  }

  /** Nanoseconds; that it is deleted again does not count. */
  private static long unzip(Path directory, Path archive) throws Exception {
    Path target = directory.resolve("unzipped");
    long start = System.nanoTime();
    run("unzip", "-q", archive.toString(), "-d", target.toString());
    run("sha256sum", archive.toString());
    long took = System.nanoTime() - start;
    Workplace.delete(target);
    return took;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " has failed");
    }
  }
}
