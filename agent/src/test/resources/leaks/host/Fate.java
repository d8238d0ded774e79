package host;

import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.PluginSwap;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What has become of a generation that was swapped out.
 *
 * @param collected whether its loader is garbage
 * @param state what the agent says of it; {@code -} when it says nothing
 * @param repairs what the agent has mended
 * @param holders who holds it, in the words of the agent
 */
record Fate(boolean collected, String state, List<String> repairs, List<String> holders) {

  private static final Cleaner CLEANER = Cleaner.create();

  /** Plugin and number of each generation that was stopped. */
  private static final Set<String> STOPPED = ConcurrentHashMap.newKeySet();

  /** Begins to listen to the agent. */
  static void listen() {
    PluginSwap.current()
        .onEvent(
            event -> {
              if (event.kind() == PluginEvent.Kind.STOPPED) {
                STOPPED.add(event.plugin() + "#" + event.generation());
              }
            });
  }

  /** Waits until the generation is stopped, which is when nothing of the agent needs it. */
  static void awaitStopped(String plugin, long generation) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!STOPPED.contains(plugin + "#" + generation)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(plugin + "#" + generation + " is not stopped after 30 s");
      }
      Thread.sleep(1);
    }
  }

  /**
   * Waits until the agent has found out, where it does that, and looks for itself.
   *
   * @param hope whether to go on collecting when three collections have not taken it
   */
  static Fate of(String plugin, long generation, WeakReference<ClassLoader> loader, boolean hope)
      throws InterruptedException {
    Map<?, ?> told = told(plugin, generation);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (told != null && !isFinal(told) && System.nanoTime() - end < 0) {
      Thread.sleep(1);
      told = told(plugin, generation);
    }
    int most = hope ? 100 : 3;
    for (int i = 0; i < most && loader.get() != null; i++) {
      collect();
    }
    boolean collected = loader.get() == null;
    if (told == null) {
      return new Fate(collected, "-", List.of(), List.of());
    }
    return new Fate(
        collected,
        String.valueOf(told.get("state")),
        texts(told.get("repairs")),
        texts(told.get("holders")));
  }

  private static boolean isFinal(Map<?, ?> told) {
    return Set.of("COLLECTED", "HELD").contains(String.valueOf(told.get("state")));
  }

  /** What the status says of the generation; null when it says nothing. */
  private static Map<?, ?> told(String plugin, long generation) {
    PluginStatus status = PluginSwap.current().plugin(plugin).orElseThrow();
    if (status.toMap().get("generations") instanceof List<?> generations) {
      for (Object one : generations) {
        if (one instanceof Map<?, ?> map && map.get("number").equals(generation)) {
          return map;
        }
      }
    }
    return null;
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }

  /** A whole collection, and what the JVM does with references behind it. */
  static void collect() throws InterruptedException {
    CountDownLatch cleaned = new CountDownLatch(1);
    CLEANER.register(new Object(), cleaned::countDown);
    System.gc();
    if (!cleaned.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a collection has not taken an object that nobody has");
    }
  }
}
