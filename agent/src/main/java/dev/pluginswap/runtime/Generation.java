package dev.pluginswap.runtime;

import dev.pluginswap.api.HealthCheck;
import dev.pluginswap.api.Plugin;
import dev.pluginswap.api.PluginContext;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Stateful;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.Handover;
import dev.pluginswap.bundle.Manifest;
import dev.pluginswap.bundle.Pf4j;
import dev.pluginswap.bundle.ServiceFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One load of one version: a class loader, its services, its lifecycle.
 *
 * <p>Loaded, then {@linkplain #start started} once, then perhaps switched to; {@linkplain #drain
 * drained}, {@linkplain #stop stopped} and {@linkplain #close closed} in this order. The lifecycle
 * belongs to one thread at a time; everything that only asks is safe for any thread.
 */
public final class Generation {

  /** Bytes of state that may cross to the next generation. */
  private static final int LARGEST_STATE = 16 << 20;

  /** Nanoseconds of the first and of the longest pause between two looks at the gate. */
  private static final long FIRST_PAUSE = 20_000;

  private static final long LONGEST_PAUSE = 1_000_000;

  /** Numbers all generations of this JVM, since those of two plugins directories may be equal. */
  private static final AtomicLong BRIDGES = new AtomicLong();

  private final LoadRequest request;
  private final PluginClassLoader loader;
  private final Hooks hooks;
  private final PluginContext context;
  private final Routes routes;
  private final Gate gate;
  private final StackRule rule;
  private final LongSupplier nanoTime;

  /** See {@link #bridges}. */
  private final String bridges;

  /** Who was inside at the last look of {@link #drain}; null when that has to begin anew. */
  private @Nullable Drain drain;

  /** Null when the manifest names no entry, and after {@link #close}. */
  private volatile @Nullable Plugin entry;

  /** None before {@link #start} and after {@link #close}. */
  private volatile Providers providers = Providers.NONE;

  /** Names, kept beyond {@link #close}. */
  private volatile List<String> services = List.of();

  private volatile List<Problem> problems = List.of();

  private boolean startWasCalled;
  private volatile boolean stopWasCalled;

  /** Told of what calls end with; null while nobody wants to know. */
  private volatile @Nullable Consumer<Throwable> failures;

  /** Whether {@link #start} has returned, and {@link #close} was not called. */
  private volatile boolean ready;

  Generation(
      LoadRequest request,
      PluginClassLoader loader,
      Hooks hooks,
      Handles handles,
      Routes routes,
      Gate gate,
      StackRule rule,
      LongSupplier nanoTime) {
    this.request = request;
    this.loader = loader;
    this.hooks = hooks;
    this.context = new GenerationContext(request, handles, this::callsInFlight);
    this.routes = routes;
    this.gate = gate;
    this.rule = rule;
    this.nanoTime = nanoTime;
    this.bridges = "plugin-swap bridge " + BRIDGES.incrementAndGet() + " to " + request.label();
  }

  /** Makes the entry instance, if the manifest names one. */
  void load() throws HookFailedException {
    String name = request.bundle().manifest().entry();
    if (name != null) {
      entry = hooks.run("entry", "entry-failed", () -> newEntry(name));
    }
  }

  private Plugin newEntry(String name) throws Throwable {
    Class<?> type = Class.forName(name, false, loader);
    if (Pf4j.isPlugin(type)) {
      return Pf4jEntry.construct(type, request.bundle(), loader);
    }
    if (!Plugin.class.isAssignableFrom(type)) {
      throw new ClassCastException(name + " does not implement " + Plugin.class.getName());
    }
    return (Plugin) Instances.construct(type);
  }

  /** The plugin's name. */
  public String plugin() {
    return request.bundle().manifest().name();
  }

  /** The version, as the manifest states it. */
  public String version() {
    return request.bundle().manifest().version();
  }

  /** The digest of the bundle. */
  public Digest digest() {
    return request.bundle().digest();
  }

  /** What the bundle says of itself. */
  public Manifest manifest() {
    return request.bundle().manifest();
  }

  /** How calls go from the generation before to this one, and from this one to the next. */
  public Handover handover() {
    return request.bundle().manifest().handover();
  }

  /** The number of this generation. */
  public long number() {
    return request.number();
  }

  /** For persons, and the name of the class loader: {@code greeter@1.2.0#7}. */
  public String label() {
    return request.label();
  }

  /** Names of the service types that are provided, sorted; empty before {@link #start}. */
  public List<String> services() {
    return services;
  }

  /** What was left out, as warnings; empty before {@link #start}. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Asks for the state that the next generation is to have.
   *
   * @return null if the entry is not {@link Stateful}, or gave nothing
   * @throws HookFailedException if it fails, or gives more than 16 MiB
   */
  public byte @Nullable [] saveState() throws HookFailedException {
    if (!(entry instanceof Stateful stateful)) {
      return null;
    }
    byte[] state = hooks.run("saveState", "state-failed", stateful::saveState);
    if (state == null || state.length == 0) {
      return null;
    }
    if (state.length > LARGEST_STATE) {
      throw new HookFailedException(
          Problem.error(
              "state-failed",
              label(),
              "saveState gave %,d bytes of state; at most 16 MiB cross".formatted(state.length),
              "keep it in the data directory"),
          null);
    }
    return state.clone();
  }

  /**
   * Makes this generation ready for calls: restores the state, starts the entry, then makes the
   * providers.
   *
   * @param state what the generation before saved; null for none
   * @param fromVersion the version that saved it; null exactly if {@code state} is
   */
  public void start(byte @Nullable [] state, @Nullable String fromVersion)
      throws HookFailedException {
    if (startWasCalled) {
      throw new IllegalStateException(label() + " was started before");
    }
    Map<String, Set<String>> serviceFiles = serviceFiles();
    Plugin plugin = entry;
    if (plugin instanceof Stateful stateful && state != null && fromVersion != null) {
      byte[] copy = state.clone();
      hooks.call("restoreState", "state-failed", () -> stateful.restoreState(copy, fromVersion));
    }
    startWasCalled = true;
    if (plugin != null) {
      hooks.call("start", "start-failed", () -> plugin.start(context));
    }
    ProviderBinder binder = new ProviderBinder(loader, label(), plugin, request.requiredServices());
    Providers bound = hooks.run("providers", "provider-left-out", () -> binder.bind(serviceFiles));
    problems = binder.problems();
    services = bound.services();
    providers = bound;
    ready = true;
  }

  private Map<String, Set<String>> serviceFiles() throws HookFailedException {
    try {
      return ServiceFiles.read(request.bundle().classPath(), loader);
    } catch (IOException e) {
      throw new HookFailedException(
          Problem.error(
              "load-failed",
              label(),
              "META-INF/services cannot be read: " + e.getMessage(),
              "check that the version directory is intact"),
          e);
    }
  }

  /** Asks the entry whether it works, if it can tell. */
  public void checkHealth() throws HookFailedException {
    if (entry instanceof HealthCheck health) {
      hooks.call("checkHealth", "health-failed", health::checkHealth);
    }
  }

  /**
   * Calls through handles that are inside right now, roughly: platform threads, each looked at, and
   * calls of virtual threads. Nested calls of one thread count once, unless it is a virtual one.
   */
  public long callsInFlight() {
    return Census.count(bridges) + Math.max(0, gate.inside());
  }

  /** Who is inside right now, for persons: some threads by name, and what each is doing. */
  public List<String> whoIsInside() {
    List<String> who = new ArrayList<>(Census.describe(bridges, loader.getName()));
    long virtual = gate.inside();
    if (virtual > 0) {
      who.add(virtual + " calls of virtual threads");
    }
    return who;
  }

  /**
   * Has calls that end with an exception tell of it, on their own threads. What is told must be
   * quick and throw nothing.
   *
   * @param listener null for nobody
   */
  public void onFailedCall(@Nullable Consumer<Throwable> listener) {
    failures = listener;
  }

  void callFailed(Throwable thrown) {
    Consumer<Throwable> listener = failures;
    if (listener != null) {
      listener.accept(thrown);
    }
  }

  /** Says for persons what the plugin has thrown, and where; whatever its methods do. */
  public String describe(Throwable thrown) {
    return Thrown.describe(thrown, loader.getName());
  }

  /** Whether new calls are turned away. */
  public boolean isRetired() {
    return gate.isClosed();
  }

  /**
   * Has new calls wait, if handles still lead here, then waits itself until all calls inside have
   * returned. A caller that is inside itself waits in vain.
   *
   * @return true when nobody is inside, and nobody will be unless {@link #reopen} is called; false
   *     when time was up, and then calls still wait
   */
  public boolean drain(Duration timeout) throws InterruptedException {
    routes.retire(this);
    if (drain == null) {
      drain = new Drain(bridges, gate, rule);
    }
    long end = nanoTime.getAsLong() + timeout.toNanos();
    long pause = FIRST_PAUSE;
    while (!drain.isOver()) {
      if (nanoTime.getAsLong() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(this, pause);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while draining " + label());
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
    return true;
  }

  /** Lets calls in again: undoes the retirement when a swap is taken back. */
  public void reopen() {
    drain = null;
    routes.reopen(this);
  }

  /**
   * Stops the entry if its {@code start} was called, then calls the manifest's {@code unload}
   * methods of classes that were loaded. Once: a second call does nothing.
   *
   * @return what went wrong, as warnings; stopping goes on regardless
   */
  public List<Problem> stop() {
    if (stopWasCalled) {
      return List.of();
    }
    stopWasCalled = true;
    List<Problem> wrong = new ArrayList<>();
    Plugin plugin = entry;
    if (plugin != null && startWasCalled) {
      try {
        hooks.call("stop", "stop-failed", plugin::stop);
      } catch (HookFailedException e) {
        wrong.add(asWarning(e.problem()));
      }
    }
    for (String method : request.bundle().manifest().unload()) {
      try {
        hooks.call(
            "unload " + method, "unload-failed", () -> new UnloadMethod(method).call(loader));
      } catch (HookFailedException e) {
        wrong.add(asWarning(e.problem()));
      }
    }
    return List.copyOf(wrong);
  }

  /** Closes the class loader and forgets all instances. Turns calls away first. */
  public void close() throws IOException {
    routes.retire(this);
    ready = false;
    entry = null;
    providers = Providers.NONE;
    try {
      loader.close();
    } finally {
      request.afterClose().run();
    }
  }

  /** Whether calls may be led here. */
  boolean isReady() {
    return ready;
  }

  /** What a handle leads to here; null if there is nothing, see {@link Providers#instance}. */
  @Nullable Object provider(Class<?> type, @Nullable String className) {
    return providers.instance(type, className);
  }

  Providers providers() {
    return providers;
  }

  /** Counts the virtual threads that are inside; closed exactly while this is retired. */
  Gate gate() {
    return gate;
  }

  /**
   * The name of the loaders of all bridges to this generation, which no other has: shows in stacks,
   * and tells whose call it is.
   */
  String bridges() {
    return bridges;
  }

  /** The loader of the plugin's classes, whose name is the {@link #label}. */
  public PluginClassLoader loader() {
    return loader;
  }

  @Override
  public String toString() {
    return label();
  }

  private static Problem asWarning(Problem problem) {
    return Problem.warning(problem.code(), problem.where(), problem.what(), problem.cure());
  }
}
