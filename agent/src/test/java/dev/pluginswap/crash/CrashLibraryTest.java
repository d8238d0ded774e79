package dev.pluginswap.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the checker calls possible after a crash, each rule once. */
final class CrashLibraryTest {
  private final RecordingFileSystem disk =
      RecordingFileSystem.mount(DiskImage.empty(), DiskOptions.LINUX);

  private Path path(String... names) {
    return disk.path(List.of(names));
  }

  private static void write(Path file, String text, boolean force) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
      if (force) {
        channel.force(true);
      }
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** What a crash after all of it may leave: by name, the bytes; all in one line. */
  private Set<String> after(CrashModel model) {
    CrashStates.Found found =
        CrashStates.of(disk.mounted(), disk.effects(), Likeness.EXACT).by(model);
    return found.unique().stream()
        .filter(state -> state.marks().contains("end"))
        .map(state -> text(state.image(), List.of()))
        .collect(Collectors.toSet());
  }

  private static String text(DiskImage image, List<String> directory) {
    return image.names(directory).stream()
        .map(
            name ->
                name
                    + "="
                    + value(image, Stream.concat(directory.stream(), Stream.of(name)).toList()))
        .collect(Collectors.joining(" "));
  }

  private static String value(DiskImage image, List<String> path) {
    return image
        .content(path)
        .map(content -> new String(content.toArray(), UTF_8).replace('\0', '0'))
        .orElseGet(() -> image.link(path).orElseGet(() -> "(" + text(image, path) + ")"));
  }

  @Test
  void aKilledProcessLosesNothing() throws IOException {
    write(path("a"), "text", false);
    disk.mark("end");
    assertThat(after(CrashModel.KILL)).containsExactly("a=text");
  }

  @Test
  void aForcedFileWhoseDirectoryWasNotForcedMayBeMissing() throws IOException {
    write(path("a"), "text", true);
    disk.mark("end");
    assertThat(after(CrashModel.ORDERED)).containsExactlyInAnyOrder("", "a=text");
    assertThat(after(CrashModel.WEAK)).containsExactlyInAnyOrder("", "a=text");
  }

  @Test
  void aFileThatWasNotForcedMayBeEmptyTornOrZeros() throws IOException {
    write(path("a"), "text", false);
    force(path());
    disk.mark("end");
    for (CrashModel model : List.of(CrashModel.ORDERED, CrashModel.WEAK)) {
      assertThat(after(model)).containsExactlyInAnyOrder("a=", "a=te", "a=0000", "a=text");
    }
  }

  @Test
  void whatWasForcedStays() throws IOException {
    write(path("a"), "text", true);
    force(path());
    disk.mark("end");
    for (CrashModel model : CrashModel.values()) {
      assertThat(after(model)).containsExactly("a=text");
    }
  }

  @Test
  void whatIsWrittenAfterTheForceMayBeLost() throws IOException {
    try (FileChannel channel =
        FileChannel.open(path("a"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("one".getBytes(UTF_8)));
      channel.force(true);
      channel.write(ByteBuffer.wrap("four".getBytes(UTF_8)));
    }
    force(path());
    disk.mark("end");
    assertThat(after(CrashModel.WEAK))
        .containsExactlyInAnyOrder("a=one", "a=onefo", "a=one0000", "a=onefour");
  }

  @Test
  void forcingADirectoryPinsNothingOfItsChildren() throws IOException {
    Files.createDirectory(path("d"));
    write(path("d", "a"), "text", true);
    force(path());
    disk.mark("end");
    assertThat(after(CrashModel.WEAK)).containsExactlyInAnyOrder("d=()", "d=(a=text)");
  }

  @Test
  void anOrderedJournalLosesNoEntryThatIsOlderThanOneItKept() throws IOException {
    Files.createDirectory(path("d"));
    write(path("a"), "", false);
    write(path("b"), "", false);
    disk.mark("end");
    assertThat(after(CrashModel.ORDERED))
        .containsExactlyInAnyOrder("", "d=()", "a= d=()", "a= b= d=()");
    assertThat(after(CrashModel.WEAK)).contains("b=", "a= b=");
  }

  @Test
  void aRenameReplacesInOneStepOrNotAtAll() throws IOException {
    write(path("a"), "old", true);
    write(path("b"), "new", true);
    force(path());
    Files.move(path("b"), path("a"), StandardCopyOption.ATOMIC_MOVE);
    disk.mark("end");
    assertThat(after(CrashModel.WEAK)).containsExactlyInAnyOrder("a=old b=new", "a=new");
  }

  @Test
  void aRenameMayLeaveBothNames() throws IOException {
    Files.createDirectory(path("d"));
    write(path("a"), "text", true);
    force(path());
    Files.move(path("a"), path("d", "b"), StandardCopyOption.ATOMIC_MOVE);
    disk.mark("end");
    assertThat(after(CrashModel.WEAK)).containsExactlyInAnyOrder("a=text d=()", "d=(b=text)");
    assertThat(after(CrashModel.SPLIT))
        .containsExactlyInAnyOrder("a=text d=()", "d=(b=text)", "a=text d=(b=text)", "d=()");
  }

  @Test
  void aRenamedDirectoryMayBeInBothPlacesAndIsMountedInBoth() throws IOException {
    Files.createDirectory(path("d"));
    write(path("d", "a"), "text", true);
    force(path("d"));
    force(path());
    Files.move(path("d"), path("e"), StandardCopyOption.ATOMIC_MOVE);
    disk.mark("end");
    CrashStates.Found found =
        CrashStates.of(disk.mounted(), disk.effects(), Likeness.EXACT).by(CrashModel.SPLIT);
    DiskImage both =
        found.unique().stream()
            .map(CrashState::image)
            .filter(image -> text(image, List.of()).equals("d=(a=text) e=(a=text)"))
            .findFirst()
            .orElseThrow();
    try (RecordingFileSystem mounted = RecordingFileSystem.mount(both, DiskOptions.LINUX)) {
      Files.delete(mounted.path(List.of("d", "a")));
      assertThat(mounted.path(List.of("e", "a"))).hasContent("text");
      assertThat(text(mounted.image(), List.of())).isEqualTo("d=() e=(a=text)");
    }
  }

  @Test
  void aMoveThatIsNotAtomicDeletesTheTargetFirst() throws IOException {
    write(path("a"), "old", true);
    write(path("b"), "new", true);
    int before = disk.effects().size();
    Files.move(path("b"), path("a"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(disk.effects().subList(before, disk.effects().size()))
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(Effect.Unlink.class),
            second -> assertThat(second).isInstanceOf(Effect.Rename.class));
  }

  @Test
  void movesThatLinuxRefusesAreRefused() throws IOException {
    write(path("file"), "", true);
    Files.createDirectory(path("empty"));
    Files.createDirectory(path("full"));
    write(path("full", "a"), "", true);
    List<List<String>> refused =
        List.of(
            List.of("file", "empty"),
            List.of("empty", "file"),
            List.of("empty", "full"),
            List.of("file", "full"));
    for (List<String> move : refused) {
      assertThatThrownBy(
              () ->
                  Files.move(path(move.get(0)), path(move.get(1)), StandardCopyOption.ATOMIC_MOVE))
          .as(move.toString())
          .isInstanceOf(FileSystemException.class);
    }
    Files.move(path("full"), path("empty"), StandardCopyOption.ATOMIC_MOVE);
    assertThat(text(disk.image(), List.of())).isEqualTo("empty=(a=) file=");
  }

  @Test
  void theEffectsAreAllThatHappened() throws IOException {
    Files.createDirectory(path("d"));
    write(path("d", "a"), "text", false);
    Files.createSymbolicLink(path("link"), path("d").getFileSystem().getPath("d/a"));
    Files.createLink(path("second"), path("d", "a"));
    Files.writeString(path("second"), "longer text");
    Files.writeString(path("other"), "text");
    Files.move(path("other"), path("d", "a"), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(path("link"));
    DiskImage image = disk.image();
    assertThat(text(image, List.of())).isEqualTo("d=(a=text) second=longer text");
    assertThat(path("d", "a")).hasContent("text");
    assertThat(path("second")).hasContent("longer text");
    try (RecordingFileSystem again = RecordingFileSystem.mount(image, DiskOptions.LINUX)) {
      assertThat(again.path(List.of("d", "a"))).hasContent("text");
      assertThat(again.image().fingerprint(Likeness.EXACT))
          .isEqualTo(image.fingerprint(Likeness.EXACT));
    }
  }

  @Test
  void aMountedDiskGoesOnWithTheSameInodes() throws IOException {
    write(path("a"), "one", false);
    List<Effect> log = new ArrayList<>(disk.effects());
    try (RecordingFileSystem restarted =
        RecordingFileSystem.mount(disk.image(), DiskOptions.LINUX)) {
      force(restarted.path(List.of()));
      log.addAll(restarted.effects());
    }
    // Written before the process was killed, its name forced after that: only the bytes may go.
    CrashStates.Found found =
        CrashStates.of(disk.mounted(), log, Likeness.EXACT).by(CrashModel.WEAK);
    assertThat(
            found.unique().stream()
                .filter(state -> state.effects() == log.size())
                .map(state -> text(state.image(), List.of())))
        .doesNotContain("");
  }

  @Test
  void namesThatAreRandomByDesignCountAsOne() throws IOException {
    Likeness alias = Likeness.of(name -> name.replaceAll("[0-9]+", "N"));
    write(path("tmp1"), "text", false);
    Fingerprint one = disk.image().fingerprint(alias);
    write(path("tmp2"), "text", false);
    assertThat(disk.image().fingerprint(alias)).isEqualTo(one);
    write(path("tmp3"), "other", false);
    assertThat(disk.image().fingerprint(alias)).isNotEqualTo(one);
  }

  @Test
  void ofADirectoryThatIsOpaqueItCountsWhetherAnythingIsInIt() throws IOException {
    Likeness opaque = new Likeness(UnaryOperator.identity(), Set.of("tmp"));
    Files.createDirectory(path("tmp"));
    Fingerprint empty = disk.image().fingerprint(opaque);
    write(path("tmp", "a"), "text", false);
    Fingerprint one = disk.image().fingerprint(opaque);
    write(path("tmp", "b"), "text", false);
    assertThat(disk.image().fingerprint(opaque)).isEqualTo(one).isNotEqualTo(empty);
  }

  @Test
  void everyOperationCanFailInEveryWay() throws IOException {
    write(path("there"), "text", true);
    disk.fail(Faults.NONE);
    write(path("count"), "text", true);
    int operations = disk.operations();
    assertThat(operations).isEqualTo(3);
    Set<String> left = new HashSet<>();
    for (int n = 0; n < operations; n++) {
      Operation operation = List.of(Operation.MAKE_FILE, Operation.WRITE, Operation.FORCE).get(n);
      for (Fault fault : Fault.of(operation)) {
        disk.fail(Faults.once(n, fault));
        assertThatThrownBy(() -> write(path("a"), "text", true)).hasMessageContaining("injected");
        disk.fail(Faults.NONE);
        left.add(fault + " " + operation + " " + disk.image().content(List.of("a")));
        Files.deleteIfExists(path("a"));
      }
    }
    assertThat(left)
        .contains(
            "IO_ERROR BEFORE MAKE_FILE Optional.empty",
            "IO_ERROR AFTER MAKE_FILE Optional[0 bytes]",
            "ACCESS_DENIED BEFORE MAKE_FILE Optional.empty",
            "NO_SPACE BEFORE WRITE Optional[0 bytes]",
            "NO_SPACE HALFWAY WRITE Optional[2 bytes]",
            "IO_ERROR AFTER WRITE Optional[4 bytes]",
            "IO_ERROR BEFORE FORCE Optional[4 bytes]")
        .hasSize(12);
  }

  @Test
  void aDiskThatFailsForGoodFailsToLookToo() throws IOException {
    write(path("a"), "text", true);
    disk.fail(Faults.fromThenOn(1, new Fault(Fault.Cause.IO_ERROR, Fault.Moment.BEFORE)));
    assertThat(Files.size(path("a"))).isEqualTo(4);
    assertThatThrownBy(() -> Files.size(path("a"))).hasMessageContaining("injected");
    assertThatThrownBy(() -> Files.size(path("a"))).hasMessageContaining("injected");
  }

  @Test
  void onWindowsWhatIsOpenStaysWhereItIs() throws IOException {
    try (RecordingFileSystem windows =
        RecordingFileSystem.mount(DiskImage.empty(), DiskOptions.WINDOWS)) {
      Path directory = Files.createDirectory(windows.path(List.of("d")));
      Path file = directory.resolve("a");
      write(file, "text", true);
      try (FileChannel open = FileChannel.open(file)) {
        assertThat(open.size()).isEqualTo(4);
        assertThatThrownBy(() -> Files.delete(file)).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(
                () ->
                    Files.move(
                        directory, windows.path(List.of("e")), StandardCopyOption.ATOMIC_MOVE))
            .isInstanceOf(FileSystemException.class);
      }
      Files.move(directory, windows.path(List.of("e")), StandardCopyOption.ATOMIC_MOVE);
      assertThat(windows.image().names(List.of())).contains("e").doesNotContain("d");
      assertThatThrownBy(() -> FileChannel.open(windows.path(List.of("e"))))
          .isInstanceOf(FileSystemException.class);
    }
  }

  @Test
  void moreSubsetsThanTheLimitAreSampledTheSameWayEachTime() throws IOException {
    for (int i = 0; i < 12; i++) {
      write(path("f" + i), "", false);
    }
    disk.mark("end");
    CrashStates states = CrashStates.of(disk.mounted(), disk.effects(), Likeness.EXACT);
    List<CrashState.Key> once =
        states.by(CrashModel.WEAK).unique().stream().map(CrashState::key).toList();
    List<CrashState.Key> again =
        states.by(CrashModel.WEAK).unique().stream().map(CrashState::key).toList();
    assertThat(again).isEqualTo(once);
    assertThat(after(CrashModel.WEAK))
        .hasSizeLessThan(1 << 12)
        .contains("", "f0=", "f10= f11=")
        .anyMatch(text -> text.split(" ").length == 10);
  }

  @Test
  void theLibraryNeedsNothingOfTheProject() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("dev.pluginswap.crash")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.pluginswap.api..",
            "dev.pluginswap.bundle..",
            "dev.pluginswap.store..",
            "dev.pluginswap.install..",
            "dev.pluginswap.testing..")
        .check(new ClassFileImporter().importPackages("dev.pluginswap.crash"));
  }
}
