package dev.pluginswap.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the poll points of one generation call: nothing, until threads of it are to be stopped. To
 * compiled code it is a constant.
 *
 * <p>Held by the generation's loader alone, so that no poll point keeps that in memory; and holds
 * no thread.
 */
final class PollSite {

  private static final MethodType TYPE = MethodType.methodType(void.class);
  private static final MethodHandle NOTHING = MethodHandles.empty(TYPE);
  private static final MethodHandle CHECK;

  static {
    try {
      CHECK = MethodHandles.lookup().findVirtual(Stopping.class, "check", TYPE);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final MutableCallSite site = new MutableCallSite(NOTHING);

  /** What the call site leads to, unless that is nothing; guarded by this. */
  private Stopping stopping = new Stopping("", List.of());

  /**
   * The one of a generation's loader.
   *
   * @throws IllegalStateException if the loader has none
   */
  static PollSite of(@Nullable ClassLoader loader) {
    PollSite polls = loader instanceof PluginClassLoader plugin ? plugin.polls() : null;
    if (polls == null) {
      throw new IllegalStateException(
          "%s is not the loader of a generation with poll points: only those may poll"
              .formatted(loader));
    }
    return polls;
  }

  CallSite callSite() {
    return site;
  }

  /**
   * From now on these threads, and no others, get an error at each poll point that they pass.
   *
   * @param label of the generation, for persons
   * @param threads none for as before
   * @return those of them that did not get it before
   */
  synchronized List<Thread> stop(@Nullable String label, Collection<Thread> threads) {
    Stopping before = stopping;
    Stopping next =
        new Stopping(
            "this thread of %s has to end, for that is no longer in service".formatted(label),
            threads.stream().map(WeakReference::new).toList());
    if (!threads.isEmpty() || !before.threads().isEmpty()) {
      site.setTarget(threads.isEmpty() ? NOTHING : CHECK.bindTo(next));
      MutableCallSite.syncAll(new MutableCallSite[] {site});
      stopping = next;
    }
    return threads.stream().filter(thread -> !before.isOf(thread)).toList();
  }

  /**
   * The handler of threads that end by the error. Says nothing: the unloading logs which threads it
   * has ended. The handlers that were there may be the plugin's, and begin a thread anew, or the
   * application's, and end the JVM.
   */
  private static void endQuietly(Thread thread, Throwable thrown) {}

  /**
   * Which threads are stopped, by identity.
   *
   * @param message of the error that they get
   */
  record Stopping(String message, List<WeakReference<Thread>> threads) {

    /** Called at a poll point, by whoever passes it. */
    void check() {
      Thread current = Thread.currentThread();
      if (isOf(current)) {
        current.setUncaughtExceptionHandler(PollSite::endQuietly);
        throw new GenerationStoppedError(message);
      }
    }

    boolean isOf(Thread thread) {
      for (WeakReference<Thread> stopped : threads) {
        if (stopped.refersTo(thread)) {
          return true;
        }
      }
      return false;
    }
  }
}
