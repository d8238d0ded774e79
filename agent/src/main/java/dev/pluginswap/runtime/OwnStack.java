package dev.pluginswap.runtime;

/** What the calling thread is in the middle of. */
final class OwnStack {

  private static final StackWalker FRAMES =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private OwnStack() {}

  /** How many calls through handles into a generation have not returned yet. */
  static long callsInto(Generation generation) {
    return FRAMES.walk(
        frames ->
            frames
                .filter(frame -> isBridgeTo(generation, frame.getDeclaringClass()))
                .filter(frame -> !BridgeCode.isSecondOfACall(frame.getMethodName()))
                .count());
  }

  private static boolean isBridgeTo(Generation generation, Class<?> type) {
    return type.getClassLoader() instanceof GeneratedLoader loader
        && loader.target() instanceof BridgeTarget target
        && target.generation() == generation;
  }
}
