package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.crash.DiskImage;
import dev.pluginswap.crash.DiskOptions;
import dev.pluginswap.crash.RecordingFileSystem;
import dev.pluginswap.install.CrashCheck.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Windows and macOS, as far as a file system in memory is like theirs. */
@ExtendWith(WithoutStderr.class)
final class OtherSystemsTest {

  private static final DiskOptions WINDOWS_FOR_DEVELOPERS =
      DiskOptions.WINDOWS.withSymbolicLinks(true);

  static List<DiskScenario> scenarios() {
    return DiskScenario.ALL;
  }

  /** Those in which something is deleted or replaced. */
  static Stream<DiskScenario> replacing() {
    return DiskScenario.ALL.stream()
        .filter(scenario -> scenario.equals(DiskScenario.UPDATE) || scenario.isCollection());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aCrashOnMacLeavesTheOldOrTheNewVersion(DiskScenario scenario) throws IOException {
    assertSurvives(scenario, DiskOptions.MAC, Kind.KILL, Kind.ORDERED);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aKillOnWindowsLeavesTheOldOrTheNewVersion(DiskScenario scenario) throws IOException {
    assertSurvives(scenario, DiskOptions.WINDOWS, Kind.KILL);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aKillOnWindowsWithLinksLeavesTheOldOrTheNewVersion(DiskScenario scenario)
      throws IOException {
    assertSurvives(scenario, WINDOWS_FOR_DEVELOPERS, Kind.KILL);
  }

  @ParameterizedTest
  @MethodSource("replacing")
  void aFailingOperationOnWindowsLeavesTheOldOrTheNewVersion(DiskScenario scenario)
      throws IOException {
    FaultCheck check = new FaultCheck(scenario, DiskOptions.WINDOWS);
    assertThat(check.run().faults()).isPositive();
    assertThat(check.violations()).isEmpty();
  }

  private static void assertSurvives(DiskScenario scenario, DiskOptions options, Kind... kinds)
      throws IOException {
    CrashCheck check = new CrashCheck(scenario, options, UnaryOperator.identity(), false);
    check
        .run(List.of(kinds))
        .forEach((kind, count) -> assertThat(count.unique()).as("%s", kind).isPositive());
    assertThat(check.violations()).isEmpty();
  }

  @Test
  void whereCaseDoesNotCountADirectoryOfAnotherCaseIsInTheWay() throws IOException {
    try (RecordingFileSystem disk = RecordingFileSystem.mount(DiskImage.empty(), DiskOptions.MAC);
        SmallJvm jvm = start(disk, DiskOptions.MAC)) {
      Path mine = Files.createDirectory(jvm.store.root().resolve("Greeter"));
      Files.writeString(mine.resolve("notes"), "mine");

      InstallReport report = jvm.install("greeter A");

      assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(report.problems()).extracting(Problem::code).contains("directory-in-the-way");
      assertThat(mine.resolve("notes")).hasContent("mine");
    }
  }

  @Test
  void whatIsOpenOnWindowsIsPendingUntilItIsClosed() throws IOException {
    DiskOptions options = DiskOptions.WINDOWS;
    try (RecordingFileSystem disk = RecordingFileSystem.mount(DiskImage.empty(), options);
        SmallJvm jvm = start(disk, options)) {
      for (String version : List.of("A", "B", "C")) {
        assertThat(jvm.install("greeter " + version).outcome()).isEqualTo(Outcome.COMMITTED);
      }
      Path first = jvm.store.versionDirectory("greeter", DataBundles.digest("greeter", "A"));
      try (SmallJvm later = later(disk, options);
          FileChannel open = FileChannel.open(first.resolve("data/one"), StandardOpenOption.READ)) {
        assertThat(open.isOpen()).isTrue();
        GcReport report = later.installer.gc(false);
        assertThat(report.collected()).isEmpty();
        assertThat(report.problems()).extracting(Problem::code).containsExactly("collect-failed");
        assertThat(report.pending())
            .singleElement()
            .satisfies(
                left -> {
                  assertThat(left.path()).contains("greeter");
                  assertThat(left.why()).isNotEmpty();
                });
        assertThat(first.resolve(".complete")).as("goes first").doesNotExist();
        assertThat(later.installer.gc(false).pending()).hasSize(1);
      }
      try (SmallJvm later = later(disk, options)) {
        assertThat(later.installer.gc(false).pending()).isEmpty();
        assertThat(first).doesNotExist();
        assertThat(later.installer.plugin("greeter").orElseThrow().live().version()).isEqualTo("C");
      }
    }
  }

  private static SmallJvm start(RecordingFileSystem disk, DiskOptions options) throws IOException {
    return new SmallJvm(disk, SmallJvm.access(options), SmallJvm.THEN, 1, StepListener.NONE);
  }

  private static SmallJvm later(RecordingFileSystem disk, DiskOptions options) throws IOException {
    return new SmallJvm(disk, SmallJvm.access(options), SmallJvm.NOW, 2, StepListener.NONE);
  }
}
