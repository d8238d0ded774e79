package dev.pluginswap.runtime;

import java.util.Iterator;
import java.util.stream.Stream;

/** What the calling thread is in the middle of. */
final class OwnStack {

  private static final StackWalker FRAMES =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private OwnStack() {}

  /** Whether a handle has called a class of this loader, and that call has not returned yet. */
  static boolean entered(ClassLoader loader) {
    return FRAMES.walk(frames -> entered(frames, loader));
  }

  private static boolean entered(Stream<StackWalker.StackFrame> frames, ClassLoader loader) {
    boolean plugin = false;
    for (Iterator<StackWalker.StackFrame> each = frames.iterator(); each.hasNext(); ) {
      Class<?> type = each.next().getDeclaringClass();
      if (plugin && HandleClass.isOne(type)) {
        return true;
      }
      plugin = type.getClassLoader() == loader;
    }
    return false;
  }
}
