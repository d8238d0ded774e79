package dev.pluginswap.install;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginState;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.store.GcOutcome;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.Retention;
import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.MountedDisk;
import dev.pluginswap.testing.MountedDisk.Kind;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins directories on file systems that are full, read-only, layered, linked or in memory. */
@SuppressWarnings("try") // A hold is only held.
class MountedFileSystemsIT {

  private static final long KIB = 1024;

  /** More than any file system here needs for one more version. */
  private static final long ENOUGH = 64 * KIB * KIB;

  /** How finely the space that is left is varied, between what is and what is not enough. */
  private static final int FILLINGS = 32;

  /** A property that holds what the hook of a plugin does, as a {@link Callable}. */
  private static final String DEED = "MountedFileSystemsIT.deed";

  @BeforeAll
  static void needsTheJdkUnderTest() throws IOException {
    assumeTrue(ForkedJvm.isOfThisJdk(), "forks no JVM: done when the tests run on this JDK");
  }

  /** On the machine's own disk: bundles, images, mount points. */
  @TempDir Path directory;

  /** The greeter with some files more, none of which can be compressed or shared. */
  private Path zip(String version, TestPlugin plugin) {
    Random random = new Random(version.hashCode());
    for (int i = 0; i < 6; i++) {
      byte[] bytes = new byte[3000];
      random.nextBytes(bytes);
      plugin.bundleFile("data/part" + i, bytes);
    }
    return plugin.zip(directory.resolve("bundles").resolve(version + ".zip"));
  }

  private Path zip(String version) {
    return zip(version, Workbench.greeter(version));
  }

  /** What is done to a disk before an install, and whether the install got through all the same. */
  private interface Filling {
    void fill() throws Exception;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aDiskThatIsFullAtAnyPointLeavesTheOldVersion(Kind kind) throws Exception {
    Map<String, Integer> failures = new TreeMap<>();
    try (MountedDisk disk = MountedDisk.of(kind, directory)) {
      // Half as much was not enough.
      long enough = 4 * KIB;
      while (!installsWhen(disk, filledUpTo(disk, enough), failures)) {
        enough *= 2;
        assertThat(enough).as("bytes that must be enough").isLessThan(ENOUGH);
      }
      long from = enough > 128 * KIB ? enough / 2 : 0;
      for (int i = 0; i < FILLINGS; i++) {
        long free = from + (enough - from) * i / FILLINGS;
        installsWhen(disk, filledUpTo(disk, free), failures);
      }
    }
    System.out.println(kind + " was full during " + failures);
    assertThat(failures.values().stream().mapToInt(n -> n).sum()).isGreaterThan(5);
  }

  @Test
  void aDiskWithoutInodesAtAnyPointLeavesTheOldVersion() throws Exception {
    Map<String, Integer> failures = new TreeMap<>();
    try (MountedDisk disk = MountedDisk.of(Kind.EXT4, directory)) {
      int free = 0;
      while (!installsWhen(disk, withFiles(disk, free), failures)) {
        free++;
      }
    }
    System.out.println("EXT4 had no inode left during " + failures);
    assertThat(failures).containsKeys("stage", "publish", "switch-directory");
  }

  private static Filling filledUpTo(MountedDisk disk, long free) {
    return new Filling() {
      @Override
      public void fill() throws Exception {
        disk.fillUpTo(free);
      }

      @Override
      public String toString() {
        return free + " bytes free";
      }
    };
  }

  private static Filling withFiles(MountedDisk disk, int free) {
    return new Filling() {
      @Override
      public void fill() throws Exception {
        disk.fillUpToFiles(free);
      }

      @Override
      public String toString() {
        return free + " inodes free";
      }
    };
  }

  /**
   * Installs over a live version while the disk is filled, and once more when it is not.
   *
   * @param failures counts the steps that failed
   */
  private boolean installsWhen(MountedDisk disk, Filling filling, Map<String, Integer> failures)
      throws Exception {
    Path one = zip("1.0.0");
    Path two = zip("2.0.0");
    Path home = Files.createTempDirectory(disk.root(), "home");
    Workbench bench = new Workbench(home);
    try {
      assertThat(bench.install(one).outcome()).isEqualTo(Outcome.COMMITTED);
      filling.fill();
      InstallReport report = bench.install(two);
      if (!report.isSuccess()) {
        assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0: Ada");
        failures.merge(assertFull(report, disk), 1, Integer::sum);
        disk.free();
        bench.restart();
        bench.assertLive("1.0.0");
        assertThat(bench.install(two).outcome()).isEqualTo(Outcome.COMMITTED);
      }
      bench.assertLive("2.0.0");
      return report.isSuccess();
    } catch (AssertionError e) {
      throw new AssertionError("with %s: %s".formatted(filling, e.getMessage()), e);
    } finally {
      disk.free();
      bench.closeForUnmount();
      deleteTree(home);
    }
  }

  private static void deleteTree(Path home) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Says during which step; the report must say which file, why, and what to do. */
  private static String assertFull(InstallReport report, MountedDisk disk) {
    assertThat(report.outcome()).as("%s", report).isIn(Outcome.REFUSED, Outcome.ROLLED_BACK);
    assertThat(report.problems()).as("%s", report).isNotEmpty();
    Problem problem = report.problems().get(0);
    assertThat(problem.code()).as("%s", report).isEqualTo("disk-full");
    assertThat(problem.what()).contains(disk.root().toString(), "No space left on device");
    assertThat(problem.cure()).contains("free space");
    return problem.where();
  }

  /** A step, before or after it acts. */
  record Point(Step step, boolean after) {
    @Override
    public String toString() {
      return (after ? "after " : "before ") + step;
    }
  }

  static Stream<Point> points() {
    return Stream.of(Step.values())
        .flatMap(step -> Stream.of(new Point(step, false), new Point(step, true)));
  }

  @ParameterizedTest
  @MethodSource("points")
  void aDiskThatTurnsReadOnlyAtAnyPointLeavesTheOldVersionServing(Point point) throws Exception {
    try (MountedDisk disk = MountedDisk.of(Kind.TMPFS, directory)) {
      Workbench bench = new Workbench(disk.root().resolve("home"));
      try {
        bench.install(zip("1.0.0"));
        bench.steps.deed =
            () -> {
              disk.makeReadOnly();
              return null;
            };
        bench.steps.after = point.after();
        bench.steps.step = point.step();
        InstallReport report = bench.install(zip("2.0.0"));
        bench.steps.step = null;

        if (point.equals(new Point(Step.COMMIT, true))) {
          assertThat(report.outcome()).as("%s", report).isEqualTo(Outcome.COMMITTED);
          disk.makeWritable();
          bench.restart(); // tidies up what could not be
          bench.assertLive("2.0.0");
          return;
        }
        assertReadOnly(report, disk);
        assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0: Ada");
        disk.makeWritable();
        recover(bench, report);
      } finally {
        disk.makeWritable();
        bench.closeForUnmount();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"EXT4", "XFS", "BTRFS"})
  void aDiskThatTurnsReadOnlyWhileAPluginStartsLeavesTheOldVersionServing(Kind kind)
      throws Exception {
    try (MountedDisk disk = MountedDisk.of(kind, directory)) {
      Callable<?> deed =
          () -> {
            disk.makeReadOnly();
            return null;
          };
      Workbench bench = new Workbench(disk.root().resolve("home"));
      System.getProperties().put(DEED, deed);
      try {
        bench.install(zip("1.0.0"));
        InstallReport report = bench.install(zip("2.0.0", acting("2.0.0")));

        assertThat(report.outcome()).as("%s", report).isEqualTo(Outcome.BROKEN);
        assertReadOnly(report, disk);
        assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0: Ada");
        assertThat(bench.status().state()).isEqualTo(PluginState.BROKEN);

        // The next start has nothing else to go by than the disk.
        disk.makeWritable();
        bench.restart();
        bench.assertLive("1.0.0");
        bench.install(zip("3.0.0"));
        bench.assertLive("3.0.0");
      } finally {
        System.getProperties().remove(DEED);
        disk.makeWritable();
        bench.closeForUnmount();
      }
    }
  }

  /** Does what the property says when it starts. */
  private static TestPlugin acting(String version) {
    return TestPlugin.of("greeter", version)
        .source(
            "test.Hello",
            """
            package test;
            import dev.pluginswap.api.Plugin;
            import dev.pluginswap.api.PluginContext;
            import java.util.concurrent.Callable;
            public class Hello implements Plugin, dev.pluginswap.testing.Greeter {
              @Override public void start(PluginContext context) throws Exception {
                ((Callable<?>) System.getProperties().get("%s")).call();
              }
              @Override public String greet(String name) { return "%s: " + name; }
            }
            """
                .formatted(DEED, version))
        .entry("test.Hello")
        .provides(Greeter.class.getName(), "test.Hello");
  }

  private static void assertReadOnly(InstallReport report, MountedDisk disk) {
    assertThat(report.outcome()).as("%s", report).isNotIn(Outcome.COMMITTED, Outcome.UNCHANGED);
    assertThat(report.problems())
        .as("%s", report)
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo("disk-read-only");
              assertThat(problem.what()).contains(disk.root().toString());
              assertThat(problem.cure()).contains("make it writable");
            });
    if (report.outcome() == Outcome.BROKEN) {
      assertThat(report.problems())
          .anySatisfy(
              problem -> {
                assertThat(problem.code()).isEqualTo("roll-back-failed");
                assertThat(problem.cure()).contains("writable").contains("'reload greeter'");
              });
    }
  }

  /** What the report said, and then the install again. */
  private void recover(Workbench bench, InstallReport report) throws IOException {
    if (report.outcome() == Outcome.BROKEN) {
      assertThat(bench.install(zip("2.0.0")).outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(bench.installer.reload("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("1.0.0");
    }
    assertThat(bench.install(zip("2.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
    bench.assertLive("2.0.0");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyOperationWorksOn(Kind kind) throws Exception {
    try (MountedDisk disk = MountedDisk.of(kind, directory)) {
      Workbench bench = new Workbench(disk.root().resolve("home"));
      try {
        everyOperationWorks(bench);
      } finally {
        bench.closeForUnmount();
      }
    }
  }

  private void everyOperationWorks(Workbench bench) throws IOException {
    for (String version : List.of("1.0.0", "2.0.0", "3.0.0")) {
      assertThat(bench.install(zip(version)).outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive(version);
    }
    assertThat(bench.installer.rollback("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
    bench.assertLive("2.0.0");
    assertThat(collect(bench).collected()).as("the first one").hasSize(1);
    bench.assertLive("2.0.0");
    bench.restart();
    bench.assertLive("2.0.0");
    assertThat(bench.installer.reload("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
    bench.assertLive("2.0.0");
    assertThat(bench.installer.remove("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(bench.status().state()).isEqualTo(PluginState.REMOVED);
    assertThat(bench.installer.rollback("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
    bench.assertLive("2.0.0");
  }

  @Test
  void aPluginsDirectoryInALowerLayerIsUpdatedAndCollected() throws Exception {
    Path layers = Files.createDirectories(directory.resolve("layers"));
    try (MountedDisk disk = MountedDisk.of(Kind.EXT4, layers)) {
      Path lower = disk.root().resolve("lower");
      List<Digest> digests = new ArrayList<>();
      Workbench baker = new Workbench(lower);
      try {
        for (String version : List.of("1.0.0", "2.0.0", "3.0.0")) {
          digests.add(new Digest(baker.install(zip(version)).digest()));
        }
      } finally {
        baker.closeForUnmount();
      }
      Map<String, byte[]> baked = filesBelow(lower);
      Path upper = Files.createDirectory(disk.root().resolve("upper"));
      Path work = Files.createDirectory(disk.root().resolve("work"));
      Path merged = Files.createDirectory(disk.root().resolve("merged"));
      try (MountedDisk overlay = MountedDisk.overlay(lower, upper, work, merged)) {
        updateAndCollect(overlay, digests.get(0));
      }
      assertThat(filesBelow(lower)).usingRecursiveComparison().isEqualTo(baked);
    }
  }

  /** Versions 1, 2 and the live one, 3, are in the lower layer. */
  private void updateAndCollect(MountedDisk overlay, Digest first) throws Exception {
    Workbench bench = new Workbench(overlay.root());
    try {
      bench.assertLive("3.0.0");
      Path oldest = bench.store.versionDirectory("greeter", first);
      assertThat(oldest).isDirectory();
      assertThatThrownBy(() -> Files.move(oldest, bench.plugins.resolve(".staging/x"), ATOMIC_MOVE))
          .as("what is special about lower layers")
          .isInstanceOf(AtomicMoveNotSupportedException.class);

      assertThat(bench.install(zip("4.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("4.0.0");
      assertThat(bench.installer.rollback("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("3.0.0");

      int before = bench.disk.deleted().size();
      GcOutcome collected = collect(bench);
      List<Path> deleted =
          bench.disk.deleted().stream()
              .skip(before)
              .filter(path -> path.startsWith(oldest))
              .toList();
      assertThat(collected.problems()).isEmpty();
      assertThat(collected.collected()).hasSize(2);
      assertThat(oldest).doesNotExist();
      assertThat(deleted)
          .as("what vouches for a version goes first")
          .startsWith(oldest.resolve(".complete"), oldest.resolve(".manifest"));
      bench.assertLive("3.0.0");

      bench.restart();
      bench.assertLive("3.0.0");
      InstallReport back =
          bench.installer.install(
              InstallRequest.of(zip("1.0.0").toString()).withAllowDowngrade(true));
      assertThat(back.outcome()).as("back").isEqualTo(Outcome.COMMITTED);
      bench.assertLive("1.0.0");
    } finally {
      bench.closeForUnmount();
    }
  }

  private static GcOutcome collect(Workbench bench) throws IOException {
    try (Hold hold = bench.store.hold(Duration.ofSeconds(10))) {
      return bench.store.collect("greeter", new Retention(Duration.ZERO, 1), false);
    }
  }

  private static Map<String, byte[]> filesBelow(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void aPluginsDirectoryOnALinkIsTheOneThatTheLinkLedToAtTheStart() throws Exception {
    Path first = Files.createDirectories(directory.resolve("releases/1"));
    Path second = Files.createDirectories(directory.resolve("releases/2"));
    Path home = Files.createDirectories(directory.resolve("home"));
    Path link = Files.createSymbolicLink(home.resolve("plugins"), first);
    try (Workbench bench = new Workbench(home)) {
      assertThat(bench.store.root()).isEqualTo(first.toRealPath());
      everyOperationWorks(bench);

      Path aside = Files.createSymbolicLink(home.resolve("aside"), second);
      Files.move(aside, link, ATOMIC_MOVE);
      assertThat(bench.install(zip("4.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(bench.greeter.greet("Ada")).isEqualTo("4.0.0: Ada");
      assertThat(first.resolve("greeter/plugin.json")).content().contains("4.0.0");
      assertThat(names(second)).as("where the link leads now").isEmpty();

      bench.restart();
      assertThat(bench.store.root()).isEqualTo(second.toRealPath());
      bench.assertAbsent();
      assertThat(bench.install(zip("5.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("5.0.0");
      assertThat(first.resolve("greeter/plugin.json")).content().contains("4.0.0");
    }
  }

  private static List<String> names(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}
