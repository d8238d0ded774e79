package com.acme.workspace;

import com.acme.api.Greeter;
import dev.pluginswap.api.ServiceUnavailableException;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that call the greeter straight through its handle, in bursts with five milliseconds
 * between them, so that they do not take the processor from everybody else. Until the first
 * greeting nobody has promised anything; from then on every call counts, and everything but a
 * greeting is a failure.
 */
final class DirectCallers {

  private static final int BURST = 100;
  private static final long PAUSE_NANOS = 5_000_000;

  private DirectCallers() {}

  static void start(int callers, Greeter greeter, CallStats stats) {
    for (int i = 0; i < callers; i++) {
      Thread caller = new Thread(() -> callForEver(greeter, stats), "caller-" + i);
      caller.setDaemon(true);
      caller.start();
    }
  }

  private static void callForEver(Greeter greeter, CallStats stats) {
    while (true) {
      for (int i = 0; i < BURST; i++) {
        call(greeter, stats);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  static void call(Greeter greeter, CallStats stats) {
    // Asked before the call: one that began before the first greeter was live may fail after it.
    boolean promised = stats.anySucceeded();
    long begin = System.nanoTime();
    try {
      String version = Greeting.versionOf(greeter.greet("caller"));
      stats.succeeded(version, System.nanoTime() - begin);
    } catch (ServiceUnavailableException e) {
      if (promised) {
        stats.failed(e);
      }
    } catch (Throwable e) { // a plugin that was torn apart shows as a LinkageError
      stats.failed(e);
    }
  }
}
