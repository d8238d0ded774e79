package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginState;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.crash.DiskImage;
import dev.pluginswap.crash.DiskOptions;
import dev.pluginswap.crash.Fault;
import dev.pluginswap.crash.Faults;
import dev.pluginswap.crash.Operation;
import dev.pluginswap.crash.RecordingFileSystem;
import dev.pluginswap.install.DiskScenario.Ended;
import dev.pluginswap.store.Audit;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.VersionRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One {@link DiskScenario}, once for every way in which one of its operations on the file system
 * can fail: that one alone, or all after it too. Afterwards the disk is well again, and the next
 * JVM starts.
 */
@SuppressWarnings("try") // A hold is only held.
final class FaultCheck {

  private final DiskScenario scenario;
  private final DiskOptions options;
  private final Audit audit;
  private final List<String> violations = new ArrayList<>();

  FaultCheck(DiskScenario scenario, DiskOptions options) {
    this.scenario = scenario;
    this.options = options;
    this.audit =
        new Audit(SmallJvm.PLUGINS, options.symbolicLinks(), Set.of(), DataBundles.contents());
  }

  /**
   * What the faults came to.
   *
   * @param operations how many operations there are
   * @param faults how many ways in which one of them fails
   * @param succeeded after how many the scenario succeeded all the same
   * @param takenBack after how many it said that nothing has changed
   * @param broken after how many it said that it could neither be finished nor taken back
   * @param violations after how many a promise was broken
   */
  record Count(
      int operations, int faults, int succeeded, int takenBack, int broken, int violations) {
    static final Count NONE = new Count(0, 0, 0, 0, 0, 0);

    Count plus(Count other) {
      return new Count(
          operations + other.operations,
          faults + other.faults,
          succeeded + other.succeeded,
          takenBack + other.takenBack,
          broken + other.broken,
          violations + other.violations);
    }
  }

  /** One way to fail. */
  private record Case(int ordinal, Operation operation, Fault fault, boolean forGood) {
    Faults faults() {
      return forGood ? Faults.fromThenOn(ordinal, fault) : Faults.once(ordinal, fault);
    }

    @Override
    public String toString() {
      return "operation "
          + ordinal
          + " "
          + operation
          + " fails "
          + (forGood ? "for good " : "once ")
          + fault;
    }
  }

  /** How one case went. */
  private record Verdict(Case fault, Outcome outcome, List<String> wrong) {}

  /** What broke which promise, in words. */
  List<String> violations() {
    return violations;
  }

  Count run() throws IOException {
    DiskImage before = scenario.diskBefore(options);
    List<Operation> operations = new ArrayList<>();
    DiskImage after = operate(before, noting(operations)).image;
    Map<String, Digest> old = live(before);
    Map<String, Digest> next = live(after);
    List<Verdict> verdicts =
        cases(operations).parallelStream().map(fault -> judge(fault, before, old, next)).toList();
    for (Verdict verdict : verdicts) {
      if (!verdict.wrong.isEmpty()) {
        violations.add(verdict.fault + " -> " + verdict.outcome + ": " + verdict.wrong);
      }
    }
    return new Count(
        operations.size(),
        verdicts.size(),
        count(verdicts, Outcome.COMMITTED),
        count(verdicts, Outcome.REFUSED) + count(verdicts, Outcome.ROLLED_BACK),
        count(verdicts, Outcome.BROKEN),
        violations.size());
  }

  private static Faults noting(List<Operation> operations) {
    return (ordinal, operation, path) -> {
      operations.add(operation);
      return null;
    };
  }

  private static List<Case> cases(List<Operation> operations) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      for (Fault fault : Fault.of(operations.get(i))) {
        cases.add(new Case(i, operations.get(i), fault, false));
        cases.add(new Case(i, operations.get(i), fault, true));
      }
    }
    return cases;
  }

  private static int count(List<Verdict> verdicts, Outcome outcome) {
    return (int) verdicts.stream().filter(verdict -> verdict.outcome == outcome).count();
  }

  /** What the operation ended with, and what it left; without an end the JVM did not start. */
  private record Left(@Nullable Ended ended, DiskImage image, List<String> wrong) {
    Outcome outcome() {
      return ended == null ? Outcome.REFUSED : ended.outcome();
    }

    boolean isSuccess() {
      return ended != null && ended.isSuccess();
    }

    /** Whether the disk may be as before and may be as after. */
    boolean isOpen() {
      return ended == null || ended.outcome() == Outcome.BROKEN;
    }
  }

  /** Where the plugins directory is new, or something is adopted, the start is under fault too. */
  private Left operate(DiskImage before, Faults faults) throws IOException {
    try (RecordingFileSystem disk = RecordingFileSystem.mount(before, options)) {
      boolean wholeLife = scenario.before().isEmpty() || scenario.adopts();
      if (wholeLife) {
        disk.fail(faults);
      }
      DiskScenario.Marks marks = scenario.new Marks(disk);
      SmallJvm jvm;
      try {
        jvm = new SmallJvm(disk, SmallJvm.access(options), SmallJvm.NOW, 2, marks);
      } catch (IOException e) {
        disk.fail(Faults.NONE);
        return new Left(null, disk.image(), List.of());
      }
      try (jvm) {
        marks.jvm = jvm;
        if (!wholeLife) {
          disk.fail(faults);
        }
        Ended ended = scenario.run(jvm);
        disk.fail(Faults.NONE);
        List<String> wrong = said(jvm, ended);
        DiskImage image = disk.image();
        if (ended.outcome() == Outcome.BROKEN) {
          wrong.addAll(cured(jvm));
        }
        return new Left(ended, image, wrong);
      }
    }
  }

  /** What is wrong with what the operation said of its end. */
  private static List<String> said(SmallJvm jvm, Ended ended) {
    List<String> wrong = new ArrayList<>();
    if (ended.outcome() == Outcome.BROKEN) {
      if (ended.problems().stream().allMatch(problem -> problem.cure().isEmpty())) {
        wrong.add("broken without a cure: " + ended.problems());
      }
      PluginStatus status = jvm.installer.plugin("greeter").orElse(null);
      if (status == null || status.state() != PluginState.BROKEN) {
        wrong.add("broken, but the status is " + status);
      }
    } else if (!ended.isSuccess() && ended.problems().stream().noneMatch(Problem::isError)) {
      wrong.add("failed without a word: " + ended.problems());
    }
    return wrong;
  }

  /** What is wrong after doing what it said was to be done, on a disk that is well again. */
  private List<String> cured(SmallJvm jvm) {
    List<String> wrong = new ArrayList<>();
    InstallReport report = jvm.installer.reload("greeter");
    PluginStatus status = jvm.installer.plugin("greeter").orElse(null);
    if (!report.isSuccess() || (status != null && status.state() == PluginState.BROKEN)) {
      wrong.add("not cured: " + report + " " + status);
    }
    try (Hold hold = jvm.store.hold(Duration.ZERO)) {
      jvm.store.recover(false);
    } catch (IOException e) {
      wrong.add("no recovery after the cure: " + e);
    }
    if (scenario.meanwhile() == null) { // else the other plugin may be broken still
      audit.settled(jvm.disk.image()).forEach(what -> wrong.add("after the cure " + what));
    }
    return wrong;
  }

  private Verdict judge(
      Case fault, DiskImage before, Map<String, Digest> old, Map<String, Digest> next) {
    Outcome outcome = Outcome.REFUSED;
    List<String> wrong = new ArrayList<>();
    try {
      Left left = operate(before, fault.faults());
      outcome = left.outcome();
      if (!scenario.isCollection()) { // whose problems are no errors
        wrong.addAll(left.wrong);
      }
      if (outcome == Outcome.BROKEN && !fault.forGood) {
        wrong.add("broken by a single fault: " + left.ended);
      }
      if (!left.isOpen()) {
        expect(live(left.image), left.isSuccess(), old, next, "right afterwards", wrong);
      }
      restart(left, old, next, wrong);
    } catch (IOException | RuntimeException e) {
      wrong.add("thrown: " + e);
    }
    return new Verdict(fault, outcome == Outcome.UNCHANGED ? Outcome.COMMITTED : outcome, wrong);
  }

  /** The next JVM, on a disk that is well again. */
  private void restart(
      Left left, Map<String, Digest> old, Map<String, Digest> next, List<String> wrong)
      throws IOException {
    try (RecordingFileSystem disk = RecordingFileSystem.mount(left.image, options);
        SmallJvm jvm =
            new SmallJvm(disk, SmallJvm.access(options), SmallJvm.NOW, 5, StepListener.NONE)) {
      // What was not adopted under fault is adopted now.
      boolean isNew =
          left.isSuccess()
              || scenario.adopts()
              || (left.isOpen() && live(disk.image()).equals(next));
      expect(live(disk.image()), isNew, old, next, "after a restart", wrong);
      audit.settled(disk.image()).forEach(what -> wrong.add("after a restart " + what));
      InstallReport report = jvm.install("greeter C");
      if (!report.isSuccess()) {
        wrong.add("another install ended " + report);
      }
      audit.settled(disk.image()).forEach(what -> wrong.add("after another install " + what));
    }
  }

  private static void expect(
      Map<String, Digest> found,
      boolean isNew,
      Map<String, Digest> old,
      Map<String, Digest> next,
      String when,
      List<String> wrong) {
    // Of two plugins side by side one may have come through.
    Set<String> plugins = new TreeSet<>(old.keySet());
    plugins.addAll(next.keySet());
    for (String plugin : plugins) {
      @Nullable Digest live = found.get(plugin);
      boolean asOld = Objects.equals(live, old.get(plugin));
      boolean asNew = Objects.equals(live, next.get(plugin));
      boolean right = plugin.equals("greeter") ? (isNew ? asNew : asOld) : asOld || asNew;
      if (!right) {
        wrong.add(plugin + " is live as " + live + " " + when);
      }
    }
  }

  private Map<String, Digest> live(DiskImage disk) {
    Map<String, Digest> live = new TreeMap<>();
    for (VersionRecord record : audit.records(disk).values()) {
      Digest current = record.current();
      if (current != null) {
        live.put(record.plugin(), current);
      }
    }
    return live;
  }
}
