package dev.pluginswap.unload;

import dev.pluginswap.unload.repair.Repairs;
import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.JdkAccess;
import dev.pluginswap.unload.walk.Walk;
import dev.pluginswap.unload.walk.Walker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks at a loader once, and does what can be done about it now. */
final class Look {

  /** Rounds of repairs: what is held again after so many, somebody puts back each time. */
  private static final int MOST_ROUNDS = 5;

  /** Collections that a loader has to outlive before it is looked for where no walk sees. */
  static final int UNEXPLAINED = 3;

  /**
   * How long it has to outlive them before the heap is dumped. What the JVM itself holds is in no
   * dump, such as what its compilers compile, which takes seconds on a busy machine.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long, after a dump that shows nobody, before nobody is said to hold it. */
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(30);

  /** Lines that are told at most. */
  private static final int MOST_HOLDERS = 50;

  private final UnloadSettings settings;
  private final Repairs repairs;
  private final Supplier<Class<?>[]> loaded;
  private final HeapSearch heap;
  private final LongSupplier nanoTime;

  Look(
      UnloadSettings settings,
      Repairs repairs,
      Supplier<Class<?>[]> loaded,
      HeapSearch heap,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.repairs = repairs;
    this.loaded = loaded;
    this.heap = heap;
    this.nanoTime = nanoTime;
  }

  /** Looks; the fate tells what came of it. */
  void at(Unload unload) {
    if (unload.isGone()) {
      unload.collected();
    } else if (unload.hasSeenCollection()) {
      unload.outlives(nanoTime.getAsLong());
      if (!isExplained(unload) && unload.outlived() >= UNEXPLAINED) {
        searchElsewhere(unload);
      }
    }
  }

  /** Repairs or names who holds it; in here alone something of ours refers to the loader. */
  private boolean isExplained(Unload unload) {
    Departed departed = unload.departed();
    if (departed == null) {
      unload.collected();
      return true;
    }
    if (!JdkAccess.isThere()) {
      unload.held(
          List.of("nobody was looked for: this JVM does not let the agent see its objects"));
      return true;
    }
    List<String> done = new ArrayList<>(repairs.sweep(departed));
    Walk walk = new Walker(departed, settings.walk(), nanoTime).walk(loaded.get());
    done.addAll(repairs.repair(departed, walk));
    // A thread that ignores its interrupt again was waited for, and nothing is better than before.
    if (!unload.fate().repairs().containsAll(done) && unload.rounds() < MOST_ROUNDS) {
      unload.repaired(done);
      return true;
    }
    List<String> holders = holders(walk);
    if (!holders.isEmpty()) {
      unload.held(holders);
    }
    unload.notSeen(walk.notSeen());
    return !holders.isEmpty();
  }

  /** Where no walk sees: on stacks, and in the heap as the JVM shows it. */
  private void searchElsewhere(Unload unload) {
    List<String> onStacks = PluginFrames.of(unload.label());
    if (!onStacks.isEmpty()) {
      held(unload, onStacks);
    } else if (unload.fate().state() != Fate.State.HELD) { // else: not dumped at each review
      Duration unexplained = unload.unexplained(nanoTime.getAsLong());
      if (unload.isSearched()) {
        if (unexplained.compareTo(LONG_PATIENCE) >= 0) {
          held(
              unload,
              List.of("nobody that is to be seen, neither among live objects nor on stacks"));
        }
      } else if (unexplained.compareTo(PATIENCE) >= 0) {
        List<String> inDump = heap.holders(unload.label());
        unload.searched();
        if (unload.isGone()) {
          unload.collected();
        } else if (!inDump.isEmpty()) {
          held(unload, inDump);
        }
      }
    }
  }

  private static void held(Unload unload, List<String> holders) {
    List<String> lines = new ArrayList<>(holders);
    String notSeen = unload.notSeen();
    if (notSeen != null) {
      lines.add("the walk has not seen everything: " + notSeen);
    }
    unload.held(lines);
  }

  private static List<String> holders(Walk walk) {
    List<String> lines = new ArrayList<>();
    for (Edge edge : walk.edges()) {
      String line = edge.toString();
      if (edge.isStillThere() && !lines.contains(line)) {
        lines.add(line);
      }
      if (lines.size() == MOST_HOLDERS) {
        lines.add("and %d more".formatted(walk.edges().size() - MOST_HOLDERS));
        break;
      }
    }
    return lines;
  }
}
