package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.crash.CrashModel;
import dev.pluginswap.crash.CrashState;
import dev.pluginswap.crash.CrashStates;
import dev.pluginswap.crash.DiskImage;
import dev.pluginswap.crash.DiskOptions;
import dev.pluginswap.crash.Effect;
import dev.pluginswap.crash.Effort;
import dev.pluginswap.crash.Fingerprint;
import dev.pluginswap.crash.Likeness;
import dev.pluginswap.crash.RecordingFileSystem;
import dev.pluginswap.store.Audit;
import dev.pluginswap.store.Disk;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.RecoveryReport;
import dev.pluginswap.store.VersionRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

/**
 * Says whether a disk after a crash is as promised, and what is on it after the recovery. Judges
 * each state for itself; safe for use by any thread.
 */
final class CrashJudge {
  /** How long a random name is. */
  private static final int NONCE = 16;

  /**
   * Of the states of a scenario each one counts, but for the names that are random, and for which
   * JVM had leased what: they are gone.
   */
  static final Likeness FIRST = new Likeness(CrashJudge::alias, Set.of(".leases"));

  /** After that what is in the staging directory does not: it is disposable, whatever it is. */
  static final Likeness LATER = new Likeness(CrashJudge::alias, Set.of(".staging", ".leases"));

  private final DiskScenario scenario;
  private final DiskOptions options;
  private final UnaryOperator<Disk> mutation;
  private final Audit audit;
  private final Map<String, VersionRecord> old;
  private final Map<String, VersionRecord> next;

  /** What is wrong with a disk that a recovery left, by its fingerprint. */
  private final ConcurrentMap<Fingerprint, List<String>> recovered = new ConcurrentHashMap<>();

  CrashJudge(
      DiskScenario scenario,
      DiskOptions options,
      UnaryOperator<Disk> mutation,
      DiskImage before,
      DiskImage after) {
    this.scenario = scenario;
    this.options = options;
    this.mutation = mutation;
    this.audit =
        new Audit(
            SmallJvm.PLUGINS,
            options.symbolicLinks(),
            scenario.adopts() ? Set.of("greeter") : Set.of(),
            DataBundles.contents());
    this.old = audit.records(before);
    this.next = audit.records(after);
  }

  /** Names that are random, but for which of them is which: 16 hex digits between dots. */
  private static String alias(String name) {
    int dot = name.indexOf('.', 1);
    while (dot >= 0) {
      int end = name.indexOf('.', dot + 1);
      int length = (end < 0 ? name.length() : end) - dot - 1;
      if (length == NONCE) {
        return name.substring(0, dot) + (end < 0 ? "" : name.substring(end));
      }
      dot = end;
    }
    return name;
  }

  /**
   * A judgement.
   *
   * @param wrong what breaks a promise; empty when all is well
   * @param next what a crash during the recovery may leave
   */
  record Verdict(CrashState state, List<String> wrong, List<CrashState> next) {
    String describe() {
      return "after "
          + state.effects()
          + " effects "
          + state.marks()
          + ": "
          + wrong
          + "\n"
          + state.image().describe();
    }
  }

  /**
   * Judges.
   *
   * @param powerLoss whether the recovery may lose power, beside being killed
   */
  Verdict judge(CrashState state, boolean powerLoss) {
    List<String> wrong = new ArrayList<>(audit.afterCrash(state.image(), !scenario.isCollection()));
    if (state.marks().contains("done")) {
      next.values().forEach(record -> wrong.addAll(audit.dataDirectory(state.image(), record)));
    }
    List<CrashState> later = List.of();
    try (RecordingFileSystem disk = RecordingFileSystem.mount(state.image(), options)) {
      List<Effect> effects = recover(disk, state, wrong);
      DiskImage settled = disk.image();
      expectRecords(settled, state.marks(), wrong);
      // A rename that comes apart may take the directory; its files are in the version by then.
      if (scenario.adopts() && state.model() != CrashModel.SPLIT) {
        wrong.addAll(audit.unzipped(settled, DataBundles.digest("greeter", "A")));
      }
      wrong.addAll(
          recovered.computeIfAbsent(settled.fingerprint(LATER), first -> afterRecovery(settled)));
      later = statesOf(state, effects, powerLoss);
    } catch (IOException | RuntimeException e) {
      wrong.add("recovery failed: " + e);
    }
    return new Verdict(state, wrong, later);
  }

  /** Recovers twice; answers with the effects of the first time. */
  private List<Effect> recover(RecordingFileSystem disk, CrashState state, List<String> wrong)
      throws IOException {
    RecoveryReport report = recover(disk, mutation, state.fingerprint().low());
    report.problems().values().forEach(problems -> problems.forEach(p -> wrong.add("" + p)));
    List<Effect> effects = disk.effects();
    List<String> again = recover(disk, mutation, state.fingerprint().high()).actions();
    if (!again.isEmpty()) {
      wrong.add("a second recovery " + again);
    }
    return effects;
  }

  /** Recovers as a JVM that starts. */
  static RecoveryReport recover(RecordingFileSystem disk, UnaryOperator<Disk> mutation, long seed)
      throws IOException {
    Disk access = mutation.apply(SmallJvm.access(disk.options()));
    PluginStore store = SmallJvm.openStore(disk, access, SmallJvm.NOW, seed);
    try (Hold hold = store.hold(Duration.ZERO)) {
      return store.recover(true);
    }
  }

  private void expectRecords(DiskImage disk, List<String> marks, List<String> wrong) {
    Map<String, VersionRecord> found = audit.records(disk);
    Set<String> plugins = new HashSet<>(found.keySet());
    plugins.addAll(old.keySet());
    plugins.addAll(next.keySet());
    for (String plugin : plugins) {
      VersionRecord record = found.get(plugin);
      boolean isOld = Objects.equals(record, old.get(plugin));
      boolean isNew = Objects.equals(record, next.get(plugin));
      String whose = isOfMeanwhile(plugin) ? "meanwhile " : "";
      boolean done = marks.contains(whose + "done");
      boolean committing = scenario.isCollection() || marks.contains(whose + "committing");
      if (done ? !isNew : !(isOld || (isNew && committing))) {
        wrong.add("the record of " + plugin + " is " + record + " at " + marks);
      }
    }
  }

  private boolean isOfMeanwhile(String plugin) {
    String meanwhile = scenario.meanwhile();
    return meanwhile != null && meanwhile.contains(plugin);
  }

  /** What a recovered disk must look like, and that it can be worked with. */
  private List<String> afterRecovery(DiskImage image) {
    List<String> wrong = new ArrayList<>(audit.settled(image));
    wrong.addAll(audit.leases(image));
    try (RecordingFileSystem disk = RecordingFileSystem.mount(image, options);
        SmallJvm jvm =
            new SmallJvm(disk, SmallJvm.access(options), SmallJvm.NOW, 5, StepListener.NONE)) {
      InstallReport report = jvm.install("greeter C");
      boolean live = jvm.installer.plugin("greeter").orElseThrow().live() != null;
      if (!report.isSuccess() || !live) {
        wrong.add("another install ended " + report);
      }
      audit.settled(disk.image()).forEach(what -> wrong.add("after another install " + what));
    } catch (IOException | RuntimeException e) {
      wrong.add("another install failed: " + e);
    }
    return wrong;
  }

  private List<CrashState> statesOf(CrashState state, List<Effect> effects, boolean powerLoss) {
    CrashStates crashes = new CrashStates(state.image(), effects, 0, LATER, Effort.LIGHT);
    Map<CrashState.Key, CrashState> all = new LinkedHashMap<>();
    List<CrashModel> models =
        powerLoss ? List.of(CrashModel.KILL, CrashModel.WEAK) : List.of(CrashModel.KILL);
    for (CrashModel model : models) {
      for (CrashState crash : crashes.by(model).unique()) {
        CrashState next =
            new CrashState(
                crash.image(), crash.fingerprint(), state.model(), state.effects(), state.marks());
        all.putIfAbsent(next.key(), next);
      }
    }
    return List.copyOf(all.values());
  }
}
