package dev.pluginswap.unload.heap;

import java.util.concurrent.CountDownLatch;

/** The plugin's class in {@link HeldLoaders}, defined by each of its loaders anew. */
@SuppressWarnings("unused") // used by reflection, and by being in memory
public final class Greeter implements Runnable {

  /** Called by reflection, since the plugin's class is not the host's. */
  public Greeter() {}

  @Override
  public void run() {}

  /** Waits, and holds nothing of the plugin but by being in its method. */
  public static void await(CountDownLatch entered, CountDownLatch end) throws InterruptedException {
    entered.countDown();
    end.await();
  }
}
