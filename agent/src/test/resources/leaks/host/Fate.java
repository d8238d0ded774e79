package host;

import dev.pluginswap.api.GenerationState;
import dev.pluginswap.api.GenerationStatus;
import dev.pluginswap.api.PluginSwap;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What has become of a generation that was swapped out.
 *
 * @param collected whether its loader is garbage
 * @param state what the agent says of it
 * @param repairs what the agent has mended
 * @param holders who holds it, in the words of the agent
 */
record Fate(boolean collected, GenerationState state, List<String> repairs, List<String> holders) {

  private static final Cleaner CLEANER = Cleaner.create();

  /** Collections that a loader outlives before it is called alive. */
  private static final int COLLECTIONS = 3;

  /** Waits until the agent has found out, for 30 s at most, and then looks for itself. */
  static Fate of(String plugin, long generation, WeakReference<ClassLoader> loader)
      throws InterruptedException {
    GenerationStatus told = told(plugin, generation);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!isFinal(told) && System.nanoTime() - end < 0) {
      Thread.sleep(5);
      told = told(plugin, generation);
    }
    for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
      collect();
    }
    return new Fate(loader.get() == null, told.state(), told.repairs(), told.holders());
  }

  private static boolean isFinal(GenerationStatus told) {
    return told.state() == GenerationState.COLLECTED || told.state() == GenerationState.HELD;
  }

  private static GenerationStatus told(String plugin, long generation) {
    return PluginSwap.current().plugin(plugin).orElseThrow().generations().stream()
        .filter(one -> one.number() == generation)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing is said of " + generation));
  }

  /** A whole collection, and what the JVM does with references behind it. */
  private static void collect() throws InterruptedException {
    CountDownLatch cleaned = new CountDownLatch(1);
    CLEANER.register(new Object(), cleaned::countDown);
    System.gc();
    if (!cleaned.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a collection has not taken an object that nobody has");
    }
  }
}
