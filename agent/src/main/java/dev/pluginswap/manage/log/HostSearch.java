package dev.pluginswap.manage.log;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the application's SLF4J by watching which class loader defines its {@code LoggerFactory}.
 * As a transformer it changes nothing, and does nothing on the application's thread but note the
 * loader; all else is asked by the delivering thread.
 */
final class HostSearch implements ClassFileTransformer, HostFinder {

  private static final String FACTORY = "org/slf4j/LoggerFactory";

  /** Loaders of ours: what they define is a plugin's or the core's, not the application's. */
  private static final Set<String> OURS =
      Set.of("dev.pluginswap.runtime.PluginClassLoader", "dev.pluginswap.launcher.CoreLoader");

  private final Instrumentation instrumentation;

  /** Wakes the delivering thread; must not block. */
  private final Runnable wake;

  /** Loaders that defined the factory and have not been looked at yet. */
  private final Queue<WeakReference<ClassLoader>> noted = new ConcurrentLinkedQueue<>();

  /** Those that may still come up; of the delivering thread alone. */
  private final List<HostLog> starting = new ArrayList<>();

  HostSearch(Instrumentation instrumentation, Runnable wake) {
    this.instrumentation = instrumentation;
    this.wake = wake;
  }

  /** Watches from now on, and looks at what is loaded already. */
  @Override
  public void begin() {
    instrumentation.addTransformer(this);
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getName().equals(HostSlf4j.FACTORY)) {
        note(loaded.getClassLoader());
      }
    }
  }

  /** No longer watches: a transformer makes the definition of every class a little slower. */
  @Override
  public void end() {
    instrumentation.removeTransformer(this);
    starting.clear();
    noted.clear();
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] classfileBuffer) {
    if (FACTORY.equals(className)) {
      note(loader);
    }
    return null;
  }

  private void note(@Nullable ClassLoader loader) {
    if (loader != null
        && loader != HostSearch.class.getClassLoader()
        && !OURS.contains(loader.getClass().getName())) {
      noted.add(new WeakReference<>(loader));
      wake.run();
    }
  }

  @Override
  public boolean isExpected() {
    lookAtNoted();
    return !starting.isEmpty();
  }

  @Override
  public @Nullable HostLog ready() {
    lookAtNoted();
    for (Iterator<HostLog> each = starting.iterator(); each.hasNext(); ) {
      HostLog candidate = each.next();
      switch (candidate.state()) {
        case READY -> {
          return candidate;
        }
        case UNUSABLE -> each.remove();
        case STARTING -> {}
      }
    }
    return null;
  }

  private void lookAtNoted() {
    for (WeakReference<ClassLoader> next = noted.poll(); next != null; next = noted.poll()) {
      ClassLoader loader = next.get();
      if (loader != null) {
        // The system loader's SLF4J is the whole application's: it goes first.
        int place = loader == ClassLoader.getSystemClassLoader() ? 0 : starting.size();
        starting.add(place, new HostSlf4j(loader, this::open));
      }
    }
  }

  /** Lets reflection into the package of a class that is in a named module. */
  private void open(Class<?> type) {
    Module module = type.getModule();
    Module ours = HostSearch.class.getModule();
    if (!module.isOpen(type.getPackageName(), ours) && instrumentation.isModifiableModule(module)) {
      instrumentation.redefineModule(
          module,
          Set.of(),
          Map.of(),
          Map.of(type.getPackageName(), Set.of(ours)),
          Set.of(),
          Map.of());
    }
  }
}
