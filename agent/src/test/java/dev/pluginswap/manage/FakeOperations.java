package dev.pluginswap.manage;

import dev.pluginswap.api.CancelOutcome;
import dev.pluginswap.api.GenerationState;
import dev.pluginswap.api.GenerationStatus;
import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Phase;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.PluginState;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Subscription;
import dev.pluginswap.api.SwapFigures;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.install.GcReport;
import dev.pluginswap.install.PluginOperations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** An agent that does what a test tells it, and remembers what it was asked. */
public final class FakeOperations implements PluginOperations {

  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  public static final String OLD_DIGEST = "a1".repeat(32);
  public static final String NEW_DIGEST = "3f".repeat(32);

  /** What was asked, such as {@code install /a/b.zip}. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  /** On whose behalf, each time it was said. */
  public final List<String> callers = new CopyOnWriteArrayList<>();

  public final Map<String, PluginStatus> known = new ConcurrentSkipListMap<>();

  /** What operations answer with. */
  public volatile Supplier<InstallReport> answer = () -> report("install", Outcome.COMMITTED);

  public volatile Supplier<GcReport> gcAnswer =
      () ->
          new GcReport(
              false, List.of(new GcReport.Collected("greeter", OLD_DIGEST)), List.of(), List.of());

  public volatile CancelOutcome cancelAnswer = CancelOutcome.CANCELLED;

  /** The context class loader that the last operation ran with. */
  public volatile ClassLoader contextClassLoader;

  private final List<Consumer<PluginEvent>> listeners = new CopyOnWriteArrayList<>();

  @Override
  public PluginOperations onBehalfOf(String who) {
    callers.add(who);
    return this;
  }

  public static InstallReport report(String operation, Outcome outcome, Problem... problems) {
    return new InstallReport(
        operation,
        outcome,
        "greeter",
        "1.2.0",
        NEW_DIGEST,
        null,
        7,
        new VersionRef("1.1.0", OLD_DIGEST),
        List.of(
            new Phase("fetch", Duration.ofMillis(12)), new Phase("commit", Duration.ofMillis(72))),
        List.of(problems));
  }

  public static PluginStatus status(String name) {
    return new PluginStatus(
        name,
        PluginState.LIVE,
        new VersionRef("1.2.0", NEW_DIGEST),
        7,
        NOW,
        List.of("com.acme.Greeter"),
        3,
        List.of(name + "@1.1.0#6"),
        new VersionRef("1.1.0", OLD_DIGEST),
        List.of(new VersionRef("1.1.0", OLD_DIGEST)),
        List.of(Problem.warning("left-out", "com.acme.Broken", "cannot load", "rebuild it")),
        SwapFigures.NONE,
        List.of(
            new GenerationStatus(7, name + "@1.2.0#7", GenerationState.LIVE, List.of(), List.of()),
            new GenerationStatus(
                5,
                name + "@1.0.0#5",
                GenerationState.HELD,
                List.of("took com.acme.Driver out of DriverManager"),
                List.of("static com.acme.Registry.held → com.acme.Greeting"))));
  }

  public static PluginStatus removed(String name) {
    return new PluginStatus(
        name,
        PluginState.REMOVED,
        null,
        0,
        null,
        List.of(),
        0,
        List.of(),
        null,
        List.of(),
        List.of(),
        SwapFigures.NONE,
        List.of());
  }

  public FakeOperations know(PluginStatus... statuses) {
    for (PluginStatus status : statuses) {
      known.put(status.name(), status);
    }
    return this;
  }

  public int listeners() {
    return listeners.size();
  }

  public void emit(PluginEvent.Kind kind, String message) {
    PluginEvent event = new PluginEvent(kind, NOW, "greeter", null, 7, message);
    listeners.forEach(listener -> listener.accept(event));
  }

  private InstallReport asked(String what) {
    asked.add(what);
    contextClassLoader = Thread.currentThread().getContextClassLoader();
    return answer.get();
  }

  private InstallReport named(String operation, String name) {
    if (!known.containsKey(name)) {
      asked.add(operation + " " + name);
      throw new IllegalArgumentException("no plugin '" + name + "' is known");
    }
    return asked(operation + " " + name);
  }

  @Override
  public InstallReport install(InstallRequest request) {
    return asked("install " + request.source());
  }

  @Override
  public InstallReport verify(InstallRequest request) {
    return asked("verify " + request.source());
  }

  @Override
  public CancelOutcome cancel(String pluginOrSource) {
    asked.add("cancel " + pluginOrSource);
    return cancelAnswer;
  }

  @Override
  public List<String> underway() {
    return List.of("install: fetch 1.0 MiB of 2.0 MiB, from https://host/a.zip");
  }

  @Override
  public Subscription addSource(String scheme, Function<Map<String, Object>, Path> resolver) {
    asked.add("addSource " + scheme + " " + resolver.apply(Map.of("source", scheme + ":x")));
    return () -> asked.add("removeSource " + scheme);
  }

  @Override
  public InstallReport reload(String name) {
    return named("reload", name);
  }

  @Override
  public InstallReport verifyInstalled(String name) {
    return named("verifyInstalled", name);
  }

  @Override
  public InstallReport rollback(String name) {
    return named("rollback", name);
  }

  @Override
  public InstallReport remove(String name) {
    return named("remove", name);
  }

  @Override
  public GcReport gc(boolean dryRun) {
    asked.add(dryRun ? "gc dry" : "gc");
    GcReport report = gcAnswer.get();
    return new GcReport(dryRun, report.collected(), report.pending(), report.problems());
  }

  @Override
  public List<PluginStatus> plugins() {
    return List.copyOf(known.values());
  }

  @Override
  public Optional<PluginStatus> plugin(String name) {
    return Optional.ofNullable(known.get(name));
  }

  @Override
  public Subscription onEvent(Consumer<PluginEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public <S> S service(Class<S> type, String plugin) {
    throw new AssertionError("not asked through JMX");
  }

  @Override
  public <S> Collection<S> services(Class<S> type) {
    throw new AssertionError("not asked through JMX");
  }
}
