package dev.pluginswap.unload.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the dump, and of the JVM that reads it. */
final class HeapDumpTest {

  private static final long MIB = 1L << 20;

  /** Longer than any test may take. */
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  /** A heap of 10 MiB on a disk with 20 MiB free; what it writes is given. */
  private class FakeSource implements DumpSource {
    private final byte[] dump;
    private long free = 20 * MIB;
    private final List<String> permissions = new ArrayList<>();

    FakeSource(byte[] dump) {
      this.dump = dump;
    }

    @Override
    public long usedBytes() {
      return 10 * MIB;
    }

    @Override
    public long freeBytes(Path path) {
      assertThat(path).isEqualTo(dumps());
      return free;
    }

    @Override
    public void dump(Path file) throws IOException {
      permissions.add(
          PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
      Files.write(file, dump);
      Files.write(file.resolveSibling("heap.hprof.p0"), new byte[5]); // as a parallel dump does
    }
  }

  private static byte[] held() {
    SmallHeap heap = new SmallHeap(8);
    heap.holding("com.acme.Régistry", "field", heap.plugin());
    return heap.out.end();
  }

  private Path dumps() {
    return directory.resolve("dumps");
  }

  private HeapDumpSettings settings(Path java, Duration deadline) {
    return settings(java, deadline, 10 * MIB, 64);
  }

  private HeapDumpSettings settings(Path java, Duration deadline, long mostHeap, int childHeap) {
    String classPath = System.getProperty("java.class.path");
    List<String> program = List.of("-cp", classPath, HeapReport.class.getName());
    return new HeapDumpSettings(java, program, dumps(), deadline, mostHeap, childHeap, 10);
  }

  private static Path java() {
    return HeapDumpSettings.javaOf(
        Path.of(System.getProperty("java.home")), System.getProperty("os.name"));
  }

  /** An executable that is no JVM. */
  private Path script(String... lines) throws IOException {
    Path script = directory.resolve("java");
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private static HeapFindings findings(HeapDumpSettings settings, DumpSource source) {
    return new HeapDump(settings, source, System::nanoTime).holders(SmallHeap.MARK);
  }

  private static String problem(HeapDumpSettings settings, DumpSource source) {
    HeapFindings findings = findings(settings, source);
    assertThat(findings).isInstanceOf(HeapFindings.Unknown.class);
    return ((HeapFindings.Unknown) findings).problem();
  }

  @AfterEach
  void noDumpIsLeft() {
    if (Files.exists(dumps())) {
      assertThat(dumps()).isEmptyDirectory();
    }
  }

  @Test
  void theHoldersAreToldAndOnlyTheOwnerCanReadTheDump() throws IOException {
    FakeSource source = new FakeSource(held());
    assertThat(findings(settings(java(), LONG), source))
        .isEqualTo(
            new HeapFindings.Held(
                List.of("static com.acme.Régistry.field → com.acme.greeter.Impl")));
    assertThat(source.permissions).containsExactly("rwx------");
  }

  @Test
  void aPluginThatIsNotHeldOrNotThereIsToldApart() {
    SmallHeap unheld = new SmallHeap(8);
    assertThat(findings(settings(java(), LONG), new FakeSource(unheld.out.end())))
        .isEqualTo(new HeapFindings.Unheld());
    byte[] nothing = new DumpWriter(8).end();
    assertThat(findings(settings(java(), LONG), new FakeSource(nothing)))
        .isEqualTo(new HeapFindings.Collected());
  }

  @Test
  void aNameOfAnyCharactersReachesTheOtherJvm() {
    LoaderMark mark = new LoaderMark("acme.PluginLoader", "grüße \"@\" 1.0#→");
    SmallHeap heap = new SmallHeap(8);
    long loader = heap.out.instance(heap.pluginLoaderType, 0, 0, heap.utf16(mark.loaderName()));
    heap.holding("a.A", "field", loader);
    HeapDump dump =
        new HeapDump(settings(java(), LONG), new FakeSource(heap.out.end()), System::nanoTime);
    assertThat(dump.holders(mark))
        .isEqualTo(
            new HeapFindings.Held(List.of("static a.A.field → class loader " + mark.loaderName())));
  }

  @Test
  void aHeapAboveTheLimitIsNotDumped() {
    FakeSource source = new FakeSource(held());
    assertThat(problem(settings(java(), LONG, 10 * MIB - 1, 64), source))
        .isEqualTo("no heap dump was taken: 10 MiB of heap are in use, and it may be 9; raise that");
    assertThat(source.permissions).isEmpty();
  }

  @Test
  void aDiskWithoutTwiceTheHeapTakesNoDump() {
    FakeSource source = new FakeSource(held());
    source.free = 20 * MIB - 2;
    assertThat(problem(settings(java(), LONG), source))
        .isEqualTo(
            "no heap dump was taken: %s has 19 MiB free, and 20 MiB may be needed; make room"
                .formatted(dumps()));
    assertThat(source.permissions).isEmpty();
  }

  @Test
  void withoutAnExecutableThereIsNoDump() {
    FakeSource source = new FakeSource(held());
    Path java = directory.resolve("image/bin/java");
    assertThat(problem(settings(java, LONG), source))
        .contains("there is no executable " + java + "; run on a Java that has it");
    assertThat(source.permissions).isEmpty();
  }

  @Test
  void aDumpThatFailsIsDeletedAndSaid() {
    FakeSource source =
        new FakeSource(held()) {
          @Override
          public void dump(Path file) throws IOException {
            super.dump(file);
            throw new IOException("No space left on device");
          }
        };
    assertThat(problem(settings(java(), LONG), source))
        .isEqualTo("no heap dump was read: No space left on device");
  }

  @Test
  void anErrorIsThrownOnAndTheDumpIsDeleted() {
    Error error = new OutOfMemoryError("while dumping");
    FakeSource source =
        new FakeSource(held()) {
          @Override
          public void dump(Path file) throws IOException {
            super.dump(file);
            throw error;
          }
        };
    assertThatThrownBy(() -> findings(settings(java(), LONG), source)).isSameAs(error);
  }

  @Test
  void aBrokenDumpIsSaidAsTheOtherJvmSaysIt() {
    assertThat(problem(settings(java(), LONG), new FakeSource(new byte[7])))
        .startsWith("the heap dump was not read: ")
        .contains("expected JAVA PROFILE 1.0.1 or 1.0.2, but only 7 bytes of the file are left");
  }

  @Test
  void tooSmallAHeapOfTheOtherJvmIsSaid() {
    assertThat(problem(settings(java(), LONG, 10 * MIB, 16), new FakeSource(held())))
        .contains("objects, whose search takes 25 MiB of heap")
        .endsWith("give it more");
  }

  @Test
  void aJvmThatCrashesIsSaidWithItsCodeAndWords() throws IOException {
    Path java = script("echo 'cannot map memory' >&2", "exit 134");
    assertThat(problem(settings(java, LONG), new FakeSource(held())))
        .isEqualTo(
            "the heap dump was not read: the JVM that reads it ended with 134: cannot map memory");
  }

  @Test
  void whatItSaysOnStderrNeverStopsIt() throws IOException {
    Path java = script("head -c 3000000 /dev/zero | tr '\\0' x >&2", "exit 10");
    assertThat(findings(settings(java, LONG), new FakeSource(held())))
        .isEqualTo(new HeapFindings.Unheld());
  }

  @Test
  void optionsOfThisJvmsEnvironmentDoNotReachTheOtherOne() throws IOException {
    Path java = script("env | grep -c 'JAVA_TOOL_OPTIONS\\|JDK_JAVA_OPTIONS\\|_JAVA_OPTIONS' >&2", "exit 1");
    assertThat(problem(settings(java, LONG), new FakeSource(held()))).endsWith("ended with 1: 0");
  }

  @Test
  void aJvmThatTakesTooLongIsKilled() throws Exception {
    Path pid = directory.resolve("pid");
    Path java = script("echo $$ > " + pid, "exec sleep 600");
    assertThat(problem(settings(java, Duration.ofSeconds(2)), new FakeSource(held())))
        .isEqualTo(
            "no heap dump was read: reading it took longer than the 2000 ms that are allowed; allow"
                + " more");
    assertThat(isAlive(pid)).isFalse();
  }

  @Test
  void aDumpThatTakesTooLongIsNotRead() throws IOException {
    FakeSource source = new FakeSource(held());
    long[] now = {5};
    HeapDump dump =
        new HeapDump(
            settings(script("exit 10"), LONG),
            source,
            () -> {
              long time = now[0];
              now[0] += LONG.toNanos();
              return time;
            });
    assertThat(dump.holders(SmallHeap.MARK))
        .isEqualTo(
            new HeapFindings.Unknown(
                "no heap dump was read: writing it took longer than the 60000 ms that are allowed;"
                    + " allow more"));
  }

  @Test
  void anInterruptKillsTheOtherJvmAndIsKept() throws Exception {
    Path pid = directory.resolve("pid");
    HeapDumpSettings settings =
        settings(script("echo $$ > " + pid + ".new", "mv " + pid + ".new " + pid, "exec sleep 600"), LONG);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CompletableFuture<String> problem = new CompletableFuture<>();
    Thread asking =
        new Thread(
            () -> {
              problem.complete(problem(settings, new FakeSource(held())));
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    asking.start();
    long bound = System.nanoTime() + LONG.toNanos();
    while (!Files.exists(pid)) {
      assertThat(System.nanoTime()).isLessThan(bound);
      Thread.onSpinWait();
    }
    asking.interrupt();
    assertThat(problem.get(LONG.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo("no heap dump was read: this thread was interrupted");
    assertThat(interrupted.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(isAlive(pid)).isFalse();
  }

  private static boolean isAlive(Path pid) throws IOException {
    long number = Long.parseLong(Files.readString(pid).strip());
    return ProcessHandle.of(number).map(ProcessHandle::isAlive).orElse(false);
  }
}
