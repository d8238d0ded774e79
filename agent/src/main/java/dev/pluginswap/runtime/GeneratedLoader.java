package dev.pluginswap.runtime;

import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Set;

/**
 * The class loader of one generated class, a handle's or a bridge's. It sees what the service's own
 * loader sees, so that both mean the same by every name in the service's methods, and the two
 * classes of the agent that generated code calls, which are hidden from that loader.
 */
final class GeneratedLoader extends ClassLoader {

  /**
   * Names no loader: a thread that is started in a call through a handle captures the domains of
   * all that is on the stack (JDK 23 and before), and would keep the generation as long as it runs.
   */
  private static final ProtectionDomain NOBODYS =
      new ProtectionDomain(new CodeSource(null, (Certificate[]) null), null, null, null);

  private static final Set<Class<?>> AGENT = Set.of(HandleTarget.class, BridgeTarget.class);

  static {
    registerAsParallelCapable();
  }

  /** What the generated class is about: its {@link HandleTarget} or {@link BridgeTarget}. */
  private final Object target;

  /**
   * @param name shown in stack traces
   */
  GeneratedLoader(String name, Class<?> service, Object target) {
    super(
        name,
        service.getClassLoader() == null
            ? ClassLoader.getPlatformClassLoader()
            : service.getClassLoader());
    this.target = target;
  }

  Object target() {
    return target;
  }

  /** What a generated class is about. */
  static Object targetOf(Class<?> generated) {
    return ((GeneratedLoader) generated.getClassLoader()).target;
  }

  /**
   * Loads the class.
   *
   * @throws IllegalArgumentException if its service names types that the service's loader cannot
   *     load, or answers another class than the service for its name
   */
  Class<?> define(String name, byte[] code, Class<?> service) {
    Class<?> type;
    try {
      type = defineClass(name, code, 0, code.length, NOBODYS);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "no handle of %s can be made: its methods name a type that %s cannot load: %s"
              .formatted(service.getName(), service.getClassLoader(), e.getMessage()),
          e);
    }
    if (!service.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "no handle of %s can be made: its loader %s answers another class for that name"
              .formatted(service.getName(), service.getClassLoader()));
    }
    return type;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    for (Class<?> visible : AGENT) {
      if (visible.getName().equals(name)) {
        return visible;
      }
    }
    return super.loadClass(name, resolve);
  }
}
