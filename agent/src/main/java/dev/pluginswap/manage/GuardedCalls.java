package dev.pluginswap.manage;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every call that comes through JMX gets: the {@link CallerPolicy}, the core's class loader as
 * context class loader (JMX threads have none, or another's), and JDK exceptions.
 */
final class GuardedCalls {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedCalls.class);

  private final CallerPolicy policy;

  /** The class loader of the core. */
  private final @Nullable ClassLoader core;

  private final Runnable afterActing;

  /**
   * @param afterActing what has to be done before a caller hears that the agent has acted; throws
   *     nothing
   */
  GuardedCalls(CallerPolicy policy, @Nullable ClassLoader core, Runnable afterActing) {
    this.policy = policy;
    this.core = core;
    this.afterActing = afterActing;
  }

  /**
   * A call that makes the agent act.
   *
   * @param call told on whose behalf
   */
  <T> T acting(String operation, Function<String, T> call) {
    return guarded(
        () -> {
          policy.check(operation);
          T answer = call.apply("jmx: " + policy.caller());
          afterActing.run();
          return answer;
        });
  }

  /** A call that only looks. */
  <T extends @Nullable Object> T looking(Supplier<T> call) {
    return guarded(call);
  }

  private <T extends @Nullable Object> T guarded(Supplier<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(core);
    try {
      return call.get();
    } catch (IllegalArgumentException | SecurityException e) {
      throw JdkFailures.of(e);
    } catch (RuntimeException | Error e) {
      LOG.error("a call through JMX failed", e);
      throw JdkFailures.of(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
