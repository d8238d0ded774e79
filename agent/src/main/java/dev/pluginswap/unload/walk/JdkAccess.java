package dev.pluginswap.unload.walk;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** What of the JDK has to be open to the agent, and to nobody else. */
public final class JdkAccess {

  /** In {@code java.base}. */
  private static final String PACKAGE = "jdk.internal.misc";

  private JdkAccess() {}

  /** Opens it to the module of this class. */
  public static void open(Instrumentation instrumentation) {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of(PACKAGE, Set.of(JdkAccess.class.getModule())),
        Set.of(),
        Map.of());
  }

  /** Whether it is open: by {@link #open}, or by the command line of this JVM. */
  public static boolean isThere() {
    return Object.class.getModule().isOpen(PACKAGE, JdkAccess.class.getModule());
  }
}
