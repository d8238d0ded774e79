package dev.pluginswap.runtime;

/**
 * What a generated bridge class calls: the provider, and the counting of virtual threads.
 *
 * <p>Public only because bridge classes, which live in loaders of their own, must see it.
 */
public final class BridgeTarget {

  private final Generation generation;
  private final Object provider;
  private final Object handle;

  BridgeTarget(Generation generation, Object provider, Object handle) {
    this.generation = generation;
    this.provider = provider;
    this.handle = handle;
  }

  /** The one of a bridge's class. */
  public static BridgeTarget of(Class<?> bridge) {
    return (BridgeTarget) GeneratedLoader.targetOf(bridge);
  }

  /** What is to be called. */
  public Object provider() {
    return provider;
  }

  /** The handle that leads here, and elsewhere once the generation is retired. */
  public Object handle() {
    return handle;
  }

  /**
   * Counts the calling virtual thread as inside.
   *
   * @return false if the generation is retired: go back through the handle. But who is inside
   *     already is let in, since the drain waits for its outer call.
   */
  public boolean enter() {
    if (generation.gate().enter()) {
      return true;
    }
    // The innermost call is the one that asks.
    if (OwnStack.callsInto(generation) > 1) {
      generation.gate().enterAgain();
      return true;
    }
    return false;
  }

  /** The calling virtual thread leaves; once for each {@link #enter} that answered true. */
  public void exit() {
    generation.gate().exit();
  }

  /** Told of everything that a call ends with instead of returning. */
  public void thrown(Throwable thrown) {
    generation.callFailed(thrown);
  }

  Generation generation() {
    return generation;
  }
}
