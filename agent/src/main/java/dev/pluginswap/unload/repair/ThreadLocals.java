package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.LiveThreads;
import dev.pluginswap.unload.walk.Raw;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thread-local values of all threads, inheritable ones and those of virtual threads included, that
 * are the plugin's, or whose {@link ThreadLocal} is: its own class, or its supplier's.
 *
 * <p>The map belongs to its thread, which changes it without a lock, so nothing of its structure is
 * touched. The key of an entry is a weak reference, which the collector may clear at any moment,
 * and the map lives with that: it takes stale entries out by itself. Here the key is cleared just
 * like that. Then the value is taken out of the stale entry, once its thread has been seen outside
 * of {@code ThreadLocal}: else it might be just about to return it. A value that the thread sets in
 * the very moment in which the key is cleared is lost, as is one set before a {@code remove()}.
 */
final class ThreadLocals implements Sweep {

  /** Looks at a thread that is in the middle of a lookup; each takes microseconds. */
  private static final int LOOKS = 1_000;

  /** An entry without a key. */
  private record Stale(Object entry, Object value, String words) {}

  @Override
  public String name() {
    return "thread-locals";
  }

  @Override
  public String meaning() {
    return "thread-local values of all threads that are the plugin's, or whose ThreadLocal is";
  }

  @Override
  public List<String> sweep(Departed departed) throws ReflectiveOperationException {
    List<FieldRef> maps =
        List.of(
            Raw.field(Thread.class, "threadLocals"),
            Raw.field(Thread.class, "inheritableThreadLocals"));
    FieldRef table = Raw.field(Class.forName("java.lang.ThreadLocal$ThreadLocalMap"), "table");
    FieldRef value =
        Raw.field(Class.forName("java.lang.ThreadLocal$ThreadLocalMap$Entry"), "value");
    FieldRef supplier =
        Raw.field(Class.forName("java.lang.ThreadLocal$SuppliedThreadLocal"), "supplier");
    List<String> done = new ArrayList<>();
    for (Thread thread : LiveThreads.all()) {
      List<Stale> stale = new ArrayList<>();
      for (FieldRef field : maps) {
        Object map = field.get(thread);
        Object[] entries = map == null ? null : (Object[]) table.get(map);
        if (entries != null) {
          makeStale(departed, entries, value, supplier, stale);
        }
      }
      if (!stale.isEmpty() && isOutside(departed, thread)) {
        for (Stale entry : stale) {
          value.replace(entry.entry, entry.value, null);
        }
      }
      for (Stale entry : stale) {
        done.add("took %s from thread \"%s\"".formatted(entry.words, thread.getName()));
      }
    }
    return done;
  }

  private static void makeStale(
      Departed departed, Object[] entries, FieldRef value, FieldRef supplier, List<Stale> stale) {
    for (Object entry : entries) {
      if (entry instanceof WeakReference<?> reference) {
        Object key = reference.get();
        Object held = value.get(entry);
        if (held != null && (departed.owns(held) || isOf(departed, key, supplier))) {
          reference.clear();
          stale.add(new Stale(entry, held, words(key, held)));
        }
      }
    }
  }

  private static boolean isOf(Departed departed, @Nullable Object key, FieldRef supplier) {
    return departed.owns(key)
        || (supplier.declaring().isInstance(key) && departed.owns(supplier.get(key)));
  }

  private static String words(@Nullable Object key, Object value) {
    return "the thread-local %s of a %s"
        .formatted(
            value.getClass().getName(), key == null ? "ThreadLocal" : key.getClass().getName());
  }

  /** Whether a thread is, or has been since the keys were cleared, outside of ThreadLocal. */
  private static boolean isOutside(Departed departed, Thread thread) {
    if (thread == Thread.currentThread() || departed.owns(thread)) { // may override getStackTrace
      return true;
    }
    for (int i = 0; i < LOOKS; i++) {
      if (!isInThreadLocal(thread.getStackTrace())) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  private static boolean isInThreadLocal(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (!frame.getClassName().startsWith("java.lang.ref.")) {
        return frame.getClassName().startsWith("java.lang.ThreadLocal");
      }
    }
    return false;
  }
}
