package dev.pluginswap.install;

import dev.pluginswap.crash.CrashModel;
import dev.pluginswap.crash.CrashState;
import dev.pluginswap.crash.CrashStates;
import dev.pluginswap.crash.DiskImage;
import dev.pluginswap.crash.DiskOptions;
import dev.pluginswap.crash.Effect;
import dev.pluginswap.crash.Effort;
import dev.pluginswap.crash.RecordingFileSystem;
import dev.pluginswap.store.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Every state that a crash may leave during one {@link DiskScenario}, and during the recovery from
 * each of them, judged.
 *
 * <p>Each recovery may be killed, and so may the recovery after that, again and again, until no
 * state is new; the first recovery after a kill, and after a power loss that kept the order of the
 * effects, may lose power too.
 */
final class CrashCheck {

  /** Each JVM takes other random names. */
  private static final long FIRST_JVM = 2;

  private static final long SECOND_JVM = 3;

  /** How many states are judged before it is asked whether that is enough. */
  private static final int A_FEW = 64;

  /** For each moment of the kill; with it the effects of two processes are pending. */
  private static final Effort AFTER_RESTART = new Effort(1 << 5, false, 8);

  private final DiskScenario scenario;
  private final DiskOptions options;
  private final UnaryOperator<Disk> mutation;
  private final boolean stopsAtFirst;

  /** What has been judged, by {@link CrashState#key}. */
  private final Set<CrashState.Key> judged = new HashSet<>();

  private final List<String> violations = new ArrayList<>();

  /**
   * @param mutation what the disk under test does differently from what it should
   * @param stopsAtFirst whether one violation is enough
   */
  CrashCheck(
      DiskScenario scenario,
      DiskOptions options,
      UnaryOperator<Disk> mutation,
      boolean stopsAtFirst) {
    this.scenario = scenario;
    this.options = options;
    this.mutation = mutation;
    this.stopsAtFirst = stopsAtFirst;
  }

  /** How the crashes come about; in this order. */
  enum Kind {
    /** The process is killed. */
    KILL,
    /** Power loss, see {@link CrashModel#ORDERED}. */
    ORDERED,
    /** Power loss, see {@link CrashModel#WEAK}. */
    WEAK,
    /** Power loss, see {@link CrashModel#SPLIT}. */
    SPLIT,
    /**
     * The process is killed; another one starts on the same disk, recovers and, where that makes
     * sense, does the operation again; then the power is lost, and with it perhaps what the first
     * process did.
     */
    RESTART
  }

  /**
   * What the states of one kind came to.
   *
   * @param enumerated how many were looked at
   * @param unique how many of them no kind before had
   * @param nested how many more the recoveries from them may leave when they crash
   * @param violations how many of all of these broke a promise
   */
  record Count(int enumerated, int unique, int nested, int violations) {
    static final Count NONE = new Count(0, 0, 0, 0);

    Count plus(Count other) {
      return new Count(
          enumerated + other.enumerated,
          unique + other.unique,
          nested + other.nested,
          violations + other.violations);
    }
  }

  /** What broke which promise, in words. */
  List<String> violations() {
    return violations;
  }

  /** Runs the scenario once and judges what a crash may leave of it, kind by kind. */
  Map<Kind, Count> run(List<Kind> kinds) throws IOException {
    DiskImage before = scenario.diskBefore(options);
    List<Effect> effects;
    DiskImage after;
    try (RecordingFileSystem disk = RecordingFileSystem.mount(before, options)) {
      scenario.run(disk, mutation, FIRST_JVM);
      effects = disk.effects();
      after = disk.image();
    }
    CrashJudge judge = new CrashJudge(scenario, options, mutation, before, after);
    Map<Kind, Count> counts = new EnumMap<>(Kind.class);
    for (Kind kind : kinds) {
      if (stopsAtFirst && !violations.isEmpty()) {
        break;
      }
      CrashStates.Found found =
          kind == Kind.RESTART
              ? restarted(before, effects)
              : CrashStates.of(before, effects, scenario.likeness())
                  .by(CrashModel.valueOf(kind.name()));
      counts.put(kind, check(kind, found, judge));
    }
    return counts;
  }

  private CrashStates.Found restarted(DiskImage before, List<Effect> effects) {
    List<CrashStates.Found> each =
        IntStream.range(0, effects.size())
            // Right after a force no more may be lost than right before it.
            .filter(killed -> killed == 0 || !(effects.get(killed - 1) instanceof Effect.Force))
            .parallel()
            .mapToObj(killed -> restartedAfter(before, effects.subList(0, killed)))
            .toList();
    return CrashStates.Found.all(each);
  }

  /** The second process sees all that the first one did; the disk has of it what was forced. */
  private CrashStates.Found restartedAfter(DiskImage before, List<Effect> done) {
    List<Effect> all = new ArrayList<>(done);
    try (RecordingFileSystem disk = RecordingFileSystem.mount(before.after(done), options)) {
      if (scenario.canBeRepeated()) {
        scenario.run(disk, mutation, SECOND_JVM);
      } else {
        CrashJudge.recover(disk, mutation, SECOND_JVM);
      }
      all.addAll(disk.effects());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CrashStates(before, all, done.size(), scenario.likeness(), AFTER_RESTART)
        .by(CrashModel.WEAK);
  }

  private Count check(Kind kind, CrashStates.Found found, CrashJudge judge) {
    int known = violations.size();
    List<CrashState> wave = unseen(found.unique());
    int unique = wave.size();
    int nested = -unique;
    boolean first = true;
    while (!wave.isEmpty() && !(stopsAtFirst && violations.size() > known)) {
      nested += wave.size();
      // Of the other kinds there are too many states; RESTART has the power loss of a recovery too.
      // Where directories cannot be forced nothing is promised of power losses.
      boolean powerLoss =
          first && options.forcesDirectories() && (kind == Kind.KILL || kind == Kind.ORDERED);
      first = false;
      List<CrashState> next = new ArrayList<>();
      for (CrashJudge.Verdict verdict : verdicts(wave, judge, powerLoss)) {
        if (!verdict.wrong().isEmpty()) {
          violations.add(kind + " " + verdict.describe());
        }
        next.addAll(unseen(verdict.next()));
      }
      wave = next;
    }
    return new Count(found.enumerated(), unique, nested, violations.size() - known);
  }

  private List<CrashJudge.Verdict> verdicts(
      List<CrashState> wave, CrashJudge judge, boolean powerLoss) {
    List<CrashJudge.Verdict> verdicts = new ArrayList<>();
    int part = stopsAtFirst ? A_FEW : wave.size();
    for (int from = 0; from < wave.size(); from += part) {
      wave.subList(from, Math.min(from + part, wave.size())).parallelStream()
          .map(state -> judge.judge(state, powerLoss))
          .forEachOrdered(verdicts::add);
      if (stopsAtFirst && verdicts.stream().anyMatch(verdict -> !verdict.wrong().isEmpty())) {
        break;
      }
    }
    return verdicts;
  }

  private List<CrashState> unseen(List<CrashState> states) {
    return states.stream().filter(state -> judged.add(state.key())).toList();
  }
}
