package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.Problem;
import dev.pluginswap.crash.DiskImage;
import dev.pluginswap.crash.DiskOptions;
import dev.pluginswap.crash.Likeness;
import dev.pluginswap.crash.RecordingFileSystem;
import dev.pluginswap.store.Disk;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One operation on a plugins directory, and what had been done there before.
 *
 * <p>Operations are texts: {@code install greeter A}, {@code rollback greeter}, {@code reload
 * greeter}, {@code remove greeter}, {@code gc}, {@code unzip greeter A} as an operator does by
 * hand, and {@code start}, which adopts that.
 *
 * @param before operations, in order
 * @param operation the one that is looked at
 * @param meanwhile another one, of another plugin, that begins and ends between two of its steps;
 *     null for none
 */
record DiskScenario(
    String name, List<String> before, String operation, @Nullable String meanwhile) {

  static final DiskScenario UPDATE =
      of("update", List.of("install greeter A"), "install greeter B");

  static final List<DiskScenario> ALL =
      List.of(
          of("first install", List.of(), "install greeter A"),
          UPDATE,
          of(
              "there and back",
              List.of("install greeter A", "install greeter B"),
              "install greeter A"),
          of("rollback", List.of("install greeter A", "install greeter B"), "rollback greeter"),
          of("reload", List.of("install greeter A", "install greeter B"), "reload greeter"),
          of("remove", List.of("install greeter A", "install greeter B"), "remove greeter"),
          of(
              "collection",
              List.of("install greeter A", "install greeter B", "install greeter C"),
              "gc"),
          of("the last of it", List.of("install greeter A", "remove greeter"), "gc"),
          of("adoption", List.of("install other A", "unzip greeter A"), "start"),
          new DiskScenario(
              "side by side",
              List.of("install greeter A", "install other A"),
              "install greeter B",
              "install other B"));

  private static DiskScenario of(String name, List<String> before, String operation) {
    return new DiskScenario(name, before, operation, null);
  }

  boolean isCollection() {
    return operation.equals("gc");
  }

  /**
   * Which disks after a crash count as the same. Random names always do, and which JVM had leased
   * what: they are gone. What is in the staging directory is disposable, whatever it is; the
   * scenarios that fill it look into it all the same.
   */
  Likeness likeness() {
    return before.isEmpty() || equals(UPDATE) ? CrashJudge.FIRST : CrashJudge.LATER;
  }

  /** Whether doing it a second time changes nothing. */
  boolean canBeRepeated() {
    return (operation.startsWith("install") || adopts()) && meanwhile == null;
  }

  /** Whether a directory that was unzipped by hand becomes a version. */
  boolean adopts() {
    return operation.equals("start");
  }

  /** How an operation ended. */
  record Ended(Outcome outcome, List<Problem> problems) {
    boolean isSuccess() {
      return outcome == Outcome.COMMITTED || outcome == Outcome.UNCHANGED;
    }

    static Ended of(InstallReport report) {
      return new Ended(report.outcome(), report.problems());
    }
  }

  /** The disk before the operation; the plugins directory does not exist before a first install. */
  DiskImage diskBefore(DiskOptions options) throws IOException {
    DiskImage image = DiskImage.empty();
    if (before.isEmpty()) {
      return image;
    }
    try (RecordingFileSystem disk = RecordingFileSystem.mount(image, options);
        SmallJvm jvm =
            new SmallJvm(disk, SmallJvm.access(options), SmallJvm.THEN, 1, StepListener.NONE)) {
      for (String done : before) {
        Ended ended = perform(jvm, done);
        if (ended.outcome() != Outcome.COMMITTED) {
          throw new AssertionError(done + " ended " + ended);
        }
      }
      return disk.image();
    }
  }

  /**
   * Starts a JVM and does it. Marks the disk when a commit begins, and when success is
   * acknowledged; those of {@link #meanwhile} with that word before them.
   */
  Ended run(RecordingFileSystem disk, UnaryOperator<Disk> access, long seed) throws IOException {
    Marks marks = new Marks(disk);
    try (SmallJvm jvm =
        new SmallJvm(
            disk, access.apply(SmallJvm.access(disk.options())), SmallJvm.NOW, seed, marks)) {
      marks.jvm = jvm;
      return run(jvm);
    }
  }

  Ended run(SmallJvm jvm) {
    Ended ended = perform(jvm, operation);
    if (ended.isSuccess()) {
      jvm.disk.mark("done");
    }
    return ended;
  }

  private static Ended perform(SmallJvm jvm, String operation) {
    String[] words = operation.split(" ", 2);
    return switch (words[0]) {
      case "install" -> Ended.of(jvm.install(words[1]));
      case "rollback" -> Ended.of(jvm.installer.rollback(words[1]));
      case "reload" -> Ended.of(jvm.installer.reload(words[1]));
      case "remove" -> Ended.of(jvm.installer.remove(words[1]));
      case "unzip" -> {
        DataBundles.unzip(words[1], jvm.store.root());
        yield new Ended(Outcome.COMMITTED, List.of());
      }
      case "start" -> {
        PluginStatus status = jvm.installer.plugin("greeter").orElseThrow();
        yield new Ended(
            status.live() == null ? Outcome.REFUSED : Outcome.COMMITTED, status.problems());
      }
      case "gc" -> {
        List<Problem> problems = jvm.installer.gc(false).problems();
        yield new Ended(problems.isEmpty() ? Outcome.COMMITTED : Outcome.REFUSED, problems);
      }
      default -> throw new IllegalArgumentException(operation);
    };
  }

  @Override
  public String toString() {
    return name;
  }

  /** Marks the disk, and lets the other operation in. */
  final class Marks implements StepListener {
    private final RecordingFileSystem disk;
    private boolean inside;

    /** Set once it has started. */
    @Nullable SmallJvm jvm;

    Marks(RecordingFileSystem disk) {
      this.disk = disk;
    }

    @Override
    public void before(Step step) {
      SmallJvm running = jvm;
      if (step == Step.COMMIT) {
        disk.mark(inside ? "meanwhile committing" : "committing");
      } else if (step == Step.SWITCH_LOADER && meanwhile != null && running != null && !inside) {
        inside = true;
        if (perform(running, meanwhile).outcome() == Outcome.COMMITTED) {
          disk.mark("meanwhile done");
        }
        inside = false;
      }
    }
  }
}
