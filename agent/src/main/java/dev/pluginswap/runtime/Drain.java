package dev.pluginswap.runtime;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the calls inside a generation that no handle leads to any more. Belongs to one thread
 * at a time.
 *
 * <p>Calls count themselves nowhere: a platform thread is looked at, after the handles were led
 * elsewhere, until it was seen outside once; from then on it is outside for good. Virtual threads,
 * which cannot be looked at, are counted by the gate.
 */
final class Drain {

  private final String bridges;
  private final Gate gate;
  private final StackRule rule;

  /** Who was inside at the last look; null before the first. */
  private @Nullable Set<Thread> inside;

  /** The first stripe of the gate that was not seen empty yet; -1 when all were. */
  private int stripe;

  /**
   * @param bridges the name of the loaders of the generation's bridges
   * @param gate closed
   */
  Drain(String bridges, Gate gate, StackRule rule) {
    this.bridges = bridges;
    this.gate = gate;
    this.rule = rule;
  }

  /** Looks once; true if nobody is inside, and nobody will be. */
  boolean isOver() {
    Set<Thread> known = inside;
    if (known == null) {
      known = Collections.newSetFromMap(new IdentityHashMap<>());
      known.addAll(Stacks.threads());
      inside = known;
    }
    known.removeIf(this::isOutside);
    if (stripe >= 0) {
      stripe = gate.firstBusy(stripe);
    }
    return known.isEmpty() && stripe < 0;
  }

  private boolean isOutside(Thread thread) {
    return !thread.isAlive() || !rule.mayComeIn(Stacks.of(thread), bridges);
  }
}
