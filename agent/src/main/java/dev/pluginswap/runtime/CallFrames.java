package dev.pluginswap.runtime;

/**
 * Tells from the stack of a thread whether it is inside a generation. Pure.
 *
 * <p>A thread may be inside if it has a frame of one of the generation's bridges. It may be on its
 * way inside if it is in a method of a handle that has not called anything yet: then it may have
 * read the call site before it was changed. A thread that was neither once, after the change, will
 * not come in any more.
 */
final class CallFrames implements StackRule {

  /** In front of the names of all handle classes; no such package exists. */
  static final String HANDLES = "dev.pluginswap.handle.";

  /** In front of the names of all bridge classes. */
  static final String BRIDGES = "dev.pluginswap.bridge.";

  private static final String WAITING = HandleTarget.class.getName();

  @Override
  public boolean mayComeIn(StackTraceElement[] stack, String bridges) {
    for (int i = 0; i < stack.length; i++) {
      String type = stack[i].getClassName();
      if (isBridgeTo(bridges, stack[i])
          || (type.startsWith(HANDLES) && (i == 0 || !hasArrived(stack[i - 1])))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a frame is one of a call into the generation whose bridges are called so. */
  static boolean isBridgeTo(String bridges, StackTraceElement frame) {
    return frame.getClassName().startsWith(BRIDGES) && bridges.equals(frame.getClassLoaderName());
  }

  /** Whether what a handle has called is a bridge, or will have it look at its call site again. */
  private static boolean hasArrived(StackTraceElement called) {
    return called.getClassName().startsWith(BRIDGES) || called.getClassName().equals(WAITING);
  }
}
