package dev.pluginswap.manage;

import org.jspecify.annotations.Nullable;

/**
 * Turns what was thrown into exceptions of the JDK alone, message, causes and stack traces kept: a
 * JMX client has neither our classes nor a plugin's, and would get a ClassNotFoundException
 * instead.
 */
final class JdkFailures {

  /** Longer chains are cut: they only come from cycles. */
  private static final int MAX_CAUSES = 20;

  private JdkFailures() {}

  /**
   * The failure in JDK types. {@code IllegalArgumentException}, {@code SecurityException} and
   * {@code UnsupportedOperationException} keep their kind and message; all else becomes an {@code
   * IllegalStateException} that names what it was.
   */
  static RuntimeException of(Throwable failure) {
    Throwable cause = causeOf(failure.getCause(), MAX_CAUSES);
    RuntimeException jdk;
    if (failure instanceof IllegalArgumentException) {
      jdk = new IllegalArgumentException(failure.getMessage(), cause);
    } else if (failure instanceof SecurityException) {
      jdk = new SecurityException(failure.getMessage(), cause);
    } else if (failure instanceof UnsupportedOperationException) {
      jdk = new UnsupportedOperationException(failure.getMessage(), cause);
    } else if (failure.getClass() == IllegalStateException.class) {
      jdk = new IllegalStateException(failure.getMessage(), cause);
    } else {
      jdk = new IllegalStateException(named(failure), cause);
    }
    jdk.setStackTrace(failure.getStackTrace());
    return jdk;
  }

  private static @Nullable Throwable causeOf(@Nullable Throwable cause, int budget) {
    if (cause == null || budget == 0) {
      return null;
    }
    Throwable jdk = new RuntimeException(named(cause), causeOf(cause.getCause(), budget - 1));
    jdk.setStackTrace(cause.getStackTrace());
    return jdk;
  }

  private static String named(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getName();
    return message == null ? name : name + ": " + message;
  }
}
