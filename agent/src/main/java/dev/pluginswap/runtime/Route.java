package dev.pluginswap.runtime;

/**
 * Where a handle leads.
 *
 * @param generation for persons: who is behind it
 * @param provider what is called
 * @param bridge what the handle calls: implements the service, and shows in stacks
 */
record Route(Generation generation, Object provider, Object bridge) {

  /** Whether this JVM has threads that no stack dump shows. */
  private static final boolean VIRTUAL_THREADS = hasVirtualThreads();

  /**
   * Builds the bridge for a handle.
   *
   * @throws IllegalArgumentException if its class cannot be loaded
   */
  static Route of(HandleTarget target, Generation generation, Object provider) {
    Class<?> type = target.type();
    String name = CallFrames.BRIDGES + type.getName();
    GeneratedLoader loader =
        new GeneratedLoader(
            generation.bridges(), type, new BridgeTarget(generation, provider, target.handle()));
    byte[] code = BridgeCode.generate(name, type, VIRTUAL_THREADS);
    return new Route(
        generation, provider, HandleClass.instantiate(loader.define(name, code, type)));
  }

  private static boolean hasVirtualThreads() {
    try {
      Thread.class.getMethod("isVirtual");
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
