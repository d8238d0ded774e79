package dev.pluginswap.install;

import dev.pluginswap.api.CancelOutcome;
import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.Subscription;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.source.Sources;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.trust.Trust;
import dev.pluginswap.unload.Unloading;
import dev.pluginswap.verify.WorkspaceView;
import dev.pluginswap.verify.link.HostClasses;
import dev.pluginswap.verify.link.Linker;
import dev.pluginswap.verify.link.ProbeLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent's operations over one plugins directory.
 *
 * <p>Each transaction runs on a thread of its own, never on the caller's: an interrupt of the
 * caller would close the channels of the store (see {@link
 * java.nio.channels.InterruptibleChannel}). One transaction per plugin at a time; different plugins
 * side by side.
 */
public final class Installer implements PluginOperations, AutoCloseable {

  /** Before a way back from a probation that failed is tried again, the first time. */
  private static final Duration RETURN_PAUSE = Duration.ofSeconds(1);

  private final Parts parts;
  private final Statuses statuses;
  private final Collector collector;
  private final DirectoryWatch watch;
  private final ExecutorService transactions;

  /**
   * @param pools where transactions and retirements run, by name
   * @param guards who may bring what in, and where it is written down
   * @param unloading lets go of old generations; closed with this
   */
  Installer(
      PluginStore store,
      PluginRuntime runtime,
      Sources sources,
      WorkspaceView workspace,
      InstallSettings settings,
      Clock clock,
      LongSupplier nanoTime,
      StepListener listener,
      Function<String, ExecutorService> pools,
      Guards guards,
      Unloading unloading) {
    this.transactions = pools.apply("plugin-swap-install");
    Events events = new Events(clock);
    this.parts =
        new Parts(
            store,
            runtime,
            sources,
            workspace,
            new Linker(new HostClasses(workspace), ProbeLimits.DEFAULTS, nanoTime),
            settings,
            clock,
            nanoTime,
            listener,
            events,
            new Roster(),
            new Retirement(events, nanoTime, pools.apply("plugin-swap-retire"), unloading),
            new Probation(transactions, events, RETURN_PAUSE),
            new Trust(guards.trust(), clock),
            new AuditTrail(guards.audit(), "agent", clock),
            new Underway(),
            new Archives());
    this.statuses = new Statuses(parts);
    this.collector = new Collector(parts);
    this.watch = new DirectoryWatch(parts);
  }

  /** Makes the operations; nothing is read or loaded before {@link #start}. */
  public static Installer over(
      PluginStore store,
      PluginRuntime runtime,
      Sources sources,
      WorkspaceView workspace,
      InstallSettings settings,
      Guards guards,
      Unloading unloading) {
    return new Installer(
        store,
        runtime,
        sources,
        workspace,
        settings,
        Clock.systemUTC(),
        System::nanoTime,
        StepListener.NONE,
        DaemonThreads::pool,
        guards,
        unloading);
  }

  /** Another way in to the same agent. */
  private Installer(Installer other, String who) {
    this.parts = other.parts.onBehalfOf(who);
    this.statuses = other.statuses;
    this.collector = other.collector;
    this.watch = other.watch;
    this.transactions = other.transactions;
  }

  @Override
  public PluginOperations onBehalfOf(String who) {
    return new Installer(this, who);
  }

  /**
   * Recovers the plugins directory, loads every live plugin, and begins to collect retired versions
   * and to watch other JVMs in the background.
   *
   * @throws IOException if the directory cannot be used at all; a single plugin's failure is in its
   *     status
   */
  public void start() throws IOException {
    load();
    collector.start();
    watch.start();
  }

  /** As {@link #start}, and nothing in the background. */
  void load() throws IOException {
    try {
      onTransactionThread(
          () -> {
            new Startup(parts).run();
            return true;
          });
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof IOException unusable) {
        throw unusable;
      }
      throw e;
    }
  }

  @Override
  public InstallReport install(InstallRequest request) {
    return onTransactionThread(() -> new InstallTransaction(parts, request, false).run());
  }

  @Override
  public InstallReport verify(InstallRequest request) {
    return onTransactionThread(() -> new InstallTransaction(parts, request, true).run());
  }

  @Override
  public CancelOutcome cancel(String pluginOrSource) {
    return parts.underway().cancel(pluginOrSource);
  }

  @Override
  public List<String> underway() {
    return parts.underway().lines();
  }

  @Override
  public Subscription addSource(String scheme, Function<Map<String, Object>, Path> resolver) {
    return parts.sources().add(scheme, resolver)::run;
  }

  @Override
  public InstallReport reload(String name) {
    return stored(StoredVersionTransaction.Kind.RELOAD, name);
  }

  @Override
  public InstallReport rollback(String name) {
    return stored(StoredVersionTransaction.Kind.ROLLBACK, name);
  }

  @Override
  public InstallReport remove(String name) {
    return stored(StoredVersionTransaction.Kind.REMOVE, name);
  }

  @Override
  public InstallReport verifyInstalled(String name) {
    PluginEntry entry = known(name);
    return onTransactionThread(() -> new InstalledCheck(parts, entry).run());
  }

  @Override
  public GcReport gc(boolean dryRun) {
    return onTransactionThread(() -> collector.collect(dryRun));
  }

  @Override
  public List<PluginStatus> plugins() {
    return statuses.all();
  }

  @Override
  public Optional<PluginStatus> plugin(String name) {
    return statuses.one(name);
  }

  @Override
  public Subscription onEvent(Consumer<PluginEvent> listener) {
    return parts.events().subscribe(listener);
  }

  @Override
  public <S> S service(Class<S> type, @Nullable String plugin) {
    return parts.runtime().handle(type, plugin);
  }

  @Override
  public <S> Collection<S> services(Class<S> type) {
    return parts.runtime().handles(type);
  }

  /** Ends the background work. Plugins go on serving: their calls need nothing of this. */
  @Override
  public void close() {
    collector.close();
    watch.close();
    parts.probation().close();
    transactions.shutdown();
    parts.retirement().close();
    parts.events().close();
  }

  private InstallReport stored(StoredVersionTransaction.Kind kind, String name) {
    PluginEntry entry = known(name);
    return onTransactionThread(() -> new StoredVersionTransaction(parts, kind, entry).run());
  }

  private PluginEntry known(String name) {
    if (statuses.one(name).isEmpty()) {
      List<String> known = statuses.all().stream().map(PluginStatus::name).toList();
      throw new IllegalArgumentException(
          "no plugin is called '%s'; known here: %s"
              .formatted(name, known.isEmpty() ? "none" : String.join(", ", known)));
    }
    return parts.roster().entry(name);
  }

  /**
   * Waits for the transaction whatever happens to the caller; keeps the caller's interrupt for it.
   */
  private <T> T onTransactionThread(Callable<T> transaction) {
    Future<T> result = transactions.submit(transaction);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw unchecked(e.getCause() == null ? e : e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException(thrown.getMessage(), thrown);
  }
}
