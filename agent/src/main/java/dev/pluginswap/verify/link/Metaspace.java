package dev.pluginswap.verify.link;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;

/** Where the JVM keeps classes. It has no limit unless the JVM was started with one. */
public final class Metaspace {

  /** The part of a limited metaspace that a probe leaves to the application. */
  private static final double KEPT_FREE = 0.2;

  private static final List<MemoryPoolMXBean> POOLS =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().contains("etaspace") || pool.getName().contains("Class"))
          .toList();

  private Metaspace() {}

  /** Whether a class more than the application needs does no harm. Thread-safe. */
  public static boolean hasRoom() {
    return POOLS.stream().map(MemoryPoolMXBean::getUsage).allMatch(Metaspace::hasRoom);
  }

  static boolean isKnown() {
    return !POOLS.isEmpty();
  }

  static boolean hasRoom(MemoryUsage usage) {
    return usage.getMax() < 0 || usage.getUsed() < (1 - KEPT_FREE) * usage.getMax();
  }
}
