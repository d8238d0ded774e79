package dev.pluginswap.install;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The generations of a plugin that have gone, oldest first: all that may still be in memory, and
 * the last few of the others. Safe for use by any thread.
 */
final class Departures {

  /** Collected generations that are remembered. */
  private static final int MEMORY = 10;

  private final Deque<Departure> all = new ArrayDeque<>();

  synchronized void add(Departure departure) {
    all.addLast(departure);
    long surplus = all.stream().filter(Departure::isCollected).count() - MEMORY;
    for (Iterator<Departure> each = all.iterator(); each.hasNext() && surplus > 0; ) {
      if (each.next().isCollected()) {
        each.remove();
        surplus--;
      }
    }
  }

  synchronized List<Departure> list() {
    return new ArrayList<>(all);
  }

  /** Those that have outlived a collection, oldest first. */
  List<Departure> held() {
    return list().stream().filter(Departure::isHeld).toList();
  }

  /**
   * Returns if there is room for one more.
   *
   * @param most generations that may be held; 0 for no limit
   * @throws BundleRefusedException if so many are held already
   */
  void requireFewer(int most) throws BundleRefusedException {
    List<Departure> held = held();
    if (most == 0 || held.size() < most) {
      return;
    }
    throw new BundleRefusedException(
        Problem.error(
            "too-many-held",
            held.get(0).plugin(),
            "%d generations of it are held in memory already, and maxHeld allows %d: %s"
                .formatted(
                    held.size(),
                    most,
                    held.stream().map(Departure::label).collect(Collectors.joining(", "))),
            "see 'status %s' for who holds them; make them let go, restart this JVM, or raise maxHeld"
                .formatted(held.get(0).plugin())));
  }
}
