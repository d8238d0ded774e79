package dev.pluginswap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was swapped out is garbage, in a JVM that has no room for leaks. */
class MetaspaceIT {

  /** More than the memory has room for generations; {@code -Dunload.swaps=1000} takes longer. */
  private static final int SWAPS = Integer.getInteger("unload.swaps", 60);

  private static final Duration BOUND = Duration.ofSeconds(60L + 2L * SWAPS);

  /** Classes of the plugin beside its provider. */
  private static final int PARTS = 1_000;

  private static final String HOST =
      """
      package host;
      import dev.pluginswap.api.InstallReport;
      import dev.pluginswap.api.PluginSwap;
      import java.lang.management.ManagementFactory;
      import java.lang.ref.WeakReference;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.function.Supplier;
      public class Main {
        static final Supplier<?> LOADER = PluginSwap.current().service(Supplier.class, "heavy");
        static final List<WeakReference<Object>> LOADERS = new ArrayList<>();

        public static void main(String[] args) throws Exception {
          int swaps = Integer.parseInt(args[0]);
          swap(args[1]);
          for (int i = 1; i <= swaps; i++) {
            swap(args[1 + i % 2]);
            if (i == 20 || i % 100 == 0 || i == swaps) {
              System.out.println("swap " + i + " alive " + alive() + " classes "
                  + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()
                  + " metaspace " + metaspace());
            }
          }
          System.out.println("loaders " + LOADERS.size() + " unloaded "
              + ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount());
        }

        static long metaspace() {
          return ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Metaspace"))
              .mapToLong(pool -> pool.getUsage().getUsed() >> 10).sum();
        }

        static void swap(String source) {
          InstallReport report = PluginSwap.current().install(
              dev.pluginswap.api.InstallRequest.of(source).withAllowDowngrade(true));
          if (!report.outcome().name().equals("COMMITTED")) {
            System.out.println("not committed: " + report);
            System.exit(9);
          }
          LOADERS.add(new WeakReference<>(LOADER.get()));
        }

        /** Old loaders that no collection takes, within a bound. */
        static long alive() throws Exception {
          long end = System.nanoTime() + 20_000_000_000L;
          while (true) {
            System.gc();
            long alive = LOADERS.subList(0, LOADERS.size() - 1).stream()
                .filter(loader -> loader.get() != null).count();
            if (alive == 0 || System.nanoTime() > end) return alive;
            Thread.sleep(20);
          }
        }
      }
      """;

  @TempDir Path directory;

  private Path version(String version) {
    StringBuilder uses = new StringBuilder();
    TestPlugin plugin = TestPlugin.of("heavy", version);
    for (int i = 0; i < PARTS; i++) {
      plugin.source(
          "test.Part" + i,
          "package test; public class Part%d { int value() { return %d; } }".formatted(i, i));
      uses.append("sum += new Part%d().value();\n".formatted(i));
    }
    return plugin
        .source(
            "test.Heavy",
            """
            package test;
            public class Heavy implements java.util.function.Supplier<Object> {
              @Override public Object get() {
                int sum = 0;
                %s
                if (sum != %d) throw new IllegalStateException("%s " + sum);
                return getClass().getClassLoader();
              }
            }
            """
                .formatted(uses, PARTS * (PARTS - 1) / 2, version))
        .provides(Supplier.class.getName(), "test.Heavy")
        .zip(directory.resolve("heavy-" + version + ".zip"));
  }

  @Test
  void afterManySwapsOnlyTheLiveGenerationIsLeft() throws Exception {
    Path one = version("1.0.0");
    Path two = version("2.0.0");
    Host host = Workspaces.host(directory.resolve("host"), HOST);
    try (ForkedJvm jvm =
        Workspaces.start(
            directory,
            host,
            directory.resolve("plugins"),
            List.of("-XX:MaxMetaspaceSize=96m", "-Xmx256m"),
            String.valueOf(SWAPS),
            one.toString(),
            two.toString())) {
      assertThat(jvm.exitValue(BOUND)).as(jvm::toString).isZero();
      Left early = left(jvm, 20);
      Left late = left(jvm, SWAPS);
      // The JDK and the agent still load some of their own; one generation would be 1,000 classes.
      assertThat(late.classes - early.classes).as(jvm::toString).isLessThan(PARTS / 2);
      assertThat(late.metaspaceKib - early.metaspaceKib).as(jvm::toString).isLessThan(3 << 10);
      jvm.stdout().stream().filter(line -> line.startsWith("swap ")).forEach(System.out::println);
      System.out.printf(
          "swaps: %,d of 1,000 classes; from the 20th to the last %+d classes, %+,d KiB of metaspace%n",
          SWAPS, late.classes - early.classes, late.metaspaceKib - early.metaspaceKib);
      Matcher end = jvm.awaitLine("^loaders (\\d+) unloaded (\\d+)$");
      assertThat(Integer.parseInt(end.group(1))).isEqualTo(SWAPS + 1);
      assertThat(Long.parseLong(end.group(2))).isGreaterThanOrEqualTo((long) SWAPS * PARTS);
    }
  }

  /**
   * What is in memory after a collection.
   *
   * @param classes that are loaded
   * @param metaspaceKib of them
   */
  private record Left(long classes, long metaspaceKib) {}

  /** After that swap; every loader but the live one must be gone. */
  private static Left left(ForkedJvm jvm, int swap) throws Exception {
    Matcher line =
        jvm.awaitLine("^swap " + swap + " alive (\\d+) classes (\\d+) metaspace (\\d+)$");
    assertThat(line.group(1)).as(() -> "loaders alive after " + swap + "\n" + jvm).isEqualTo("0");
    return new Left(Long.parseLong(line.group(2)), Long.parseLong(line.group(3)));
  }
}
