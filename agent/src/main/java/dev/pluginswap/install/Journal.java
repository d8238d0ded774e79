package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Phase;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one transaction did so far: becomes its report. Owned by the transaction's thread. */
final class Journal {

  private final String operation;
  private final Events events;
  private final StepListener listener;
  private final LongSupplier nanoTime;
  private final List<Phase> phases = new ArrayList<>();
  private final Set<Problem> problems = new LinkedHashSet<>();

  /** The step that began last: the one that failed, if one did. */
  private Step lastStep = Step.RECOVER;

  /** What is being done, for a person; read by other threads. */
  private volatile String doing = "";

  private @Nullable String plugin;
  private @Nullable String version;
  private @Nullable String digest;
  private @Nullable VersionRef previous;
  private @Nullable String source;
  private @Nullable Digest archive;
  private @Nullable String signer;

  Journal(String operation, Events events, StepListener listener, LongSupplier nanoTime) {
    this.operation = operation;
    this.events = events;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  /** The body of a step that has a result. */
  interface Work<T> {
    T run() throws Exception;
  }

  /** The body of a step that has none. */
  interface Action {
    void run() throws Exception;
  }

  /** Runs a step, timed and told. */
  <T> T stepOf(Step step, Work<T> work) throws Exception {
    begin(step);
    long started = nanoTime.getAsLong();
    T result;
    try {
      result = work.run();
    } finally {
      note(step.label(), started);
    }
    listener.after(step);
    return result;
  }

  /** Runs a step, timed and told. */
  void step(Step step, Action action) throws Exception {
    begin(step);
    long started = nanoTime.getAsLong();
    try {
      action.run();
    } finally {
      note(step.label(), started);
    }
    listener.after(step);
  }

  /** Takes everything back, timed; answers what failed of it. */
  List<Throwable> rollBack(Undo undo) {
    long started = nanoTime.getAsLong();
    List<Throwable> failures = undo.run();
    note("roll-back", started);
    return failures;
  }

  private void begin(Step step) throws Exception {
    lastStep = step;
    tell(operation + ": " + step.label());
    listener.before(step);
  }

  /** How far the step is. */
  void progress(String howFar) {
    tell("%s: %s %s".formatted(operation, lastStep.label(), howFar));
  }

  private void tell(String message) {
    doing = message;
    events.publish(PluginEvent.Kind.PROGRESS, plugin, version, 0, message);
  }

  /** What was told last; by any thread. */
  String doing() {
    return doing;
  }

  private void note(String phase, long started) {
    phases.add(new Phase(phase, Duration.ofNanos(nanoTime.getAsLong() - started)));
  }

  void about(String plugin, @Nullable String version, @Nullable String digest) {
    this.plugin = plugin;
    this.version = version;
    this.digest = digest;
  }

  /** Where the bundle comes from, as it may be told. */
  void from(String source) {
    this.source = source;
  }

  /** The hash of the archive, where it was looked at. */
  void archived(@Nullable Digest archive) {
    this.archive = archive;
  }

  void signedBy(String signer) {
    this.signer = signer;
  }

  void before(@Nullable VersionRef previous) {
    this.previous = previous;
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  void addAll(List<Problem> found) {
    problems.addAll(found);
  }

  /** Adds what loading found, but for what validation has said of the same place already. */
  void addNews(List<Problem> found) {
    for (Problem problem : found) {
      if (problems.stream()
          .noneMatch(
              said -> said.code().equals(problem.code()) && said.where().equals(problem.where()))) {
        problems.add(problem);
      }
    }
  }

  /** Adds the findings of a stage; with an error among them, refuses. */
  void require(List<Problem> found) throws BundleRefusedException {
    if (found.stream().anyMatch(Problem::isError)) {
      throw new BundleRefusedException(found);
    }
    addAll(found);
  }

  @Nullable String plugin() {
    return plugin;
  }

  @Nullable String version() {
    return version;
  }

  @Nullable String source() {
    return source;
  }

  @Nullable Digest archive() {
    return archive;
  }

  /** The name of the step that was running when something was thrown. */
  String failedStep() {
    return lastStep.label();
  }

  /** {@code greeter 1.2.0}, or as much of it as is known. */
  String subject() {
    if (plugin == null) {
      return "bundle";
    }
    return version == null ? plugin : plugin + " " + version;
  }

  InstallReport report(Outcome outcome, long generation) {
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparing(Problem::severity).reversed());
    return new InstallReport(
        operation, outcome, plugin, version, digest, signer, generation, previous, phases, sorted);
  }
}
