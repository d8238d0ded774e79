package dev.pluginswap.it;

import dev.pluginswap.it.OnDisk.Leftover;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How many kills there were, what they left behind, and what came up after them. Thread-safe. */
final class KillCount {

  private int kills;

  /** Of them, those of a JVM on its way up. */
  private int early;

  private int oldLive;
  private int newLive;
  private int nothingLeft;
  private final Map<Leftover, Integer> leftovers = new EnumMap<>(Leftover.class);

  synchronized void killed(boolean onItsWayUp, Set<Leftover> left) {
    kills++;
    early += onItsWayUp ? 1 : 0;
    nothingLeft += left.isEmpty() ? 1 : 0;
    left.forEach(leftover -> leftovers.merge(leftover, 1, Integer::sum));
  }

  /** An install was in flight; either it has happened, or it has not. */
  synchronized void cameUp(boolean withTheNewOne) {
    if (withTheNewOne) {
      newLive++;
    } else {
      oldLive++;
    }
  }

  synchronized int kills() {
    return kills;
  }

  synchronized int early() {
    return early;
  }

  synchronized int oldLive() {
    return oldLive;
  }

  synchronized int newLive() {
    return newLive;
  }

  /** The kinds of leftovers that were seen. */
  synchronized Set<Leftover> seen() {
    return Set.copyOf(leftovers.keySet());
  }

  @Override
  public synchronized String toString() {
    return "kills survived: %d (%d on the way up; of installs in flight the old version was live %d times, the new one %d; left behind: %s, nothing %d)"
        .formatted(
            kills,
            early,
            oldLive,
            newLive,
            leftovers.entrySet().stream()
                .map(left -> left.getKey().meaning + " " + left.getValue())
                .collect(Collectors.joining(", ")),
            nothingLeft);
  }
}
