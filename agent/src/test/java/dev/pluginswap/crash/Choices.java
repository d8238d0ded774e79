package dev.pluginswap.crash;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Ways to choose one alternative for each of several items, in order. Alternative 0 is "it stayed",
 * 1 is "it was lost".
 */
final class Choices {
  private final int[] alternatives;
  private final Effort effort;

  /**
   * @param alternatives how many each item has, at least 1
   */
  Choices(int[] alternatives, Effort effort) {
    this.alternatives = alternatives.clone();
    this.effort = effort;
  }

  /** Calls with each way, the same ones in the same order each time; the array is reused. */
  void forEach(Consumer<int[]> each) {
    long ways = 1;
    for (int count : alternatives) {
      ways = Math.min(ways * count, Integer.MAX_VALUE);
    }
    if (ways <= effort.exhaustiveUpTo()) {
      all(new int[alternatives.length], 0, each);
      return;
    }
    for (int kept = 0; kept <= alternatives.length; kept++) {
      boolean extreme = kept == 0 || kept == alternatives.length;
      near(upTo(kept), extreme || effort.pairs() ? 0 : alternatives.length, extreme, each);
    }
    sample(each);
  }

  private void all(int[] chosen, int item, Consumer<int[]> each) {
    if (item == chosen.length) {
      each.accept(chosen);
      return;
    }
    for (int i = 0; i < alternatives[item]; i++) {
      chosen[item] = i;
      all(chosen, item + 1, each);
    }
  }

  /** The first ones stayed, the others were lost. */
  private int[] upTo(int kept) {
    int[] chosen = new int[alternatives.length];
    for (int i = kept; i < chosen.length; i++) {
      chosen[i] = Math.min(1, alternatives[i] - 1);
    }
    return chosen;
  }

  /** A way, and those that differ from it in one item or, perhaps, two. */
  private void near(int[] chosen, int from, boolean extreme, Consumer<int[]> each) {
    each.accept(chosen);
    for (int i = from; i < chosen.length; i++) {
      int usual = chosen[i];
      for (int other = 0; other < alternatives[i]; other++) {
        if (other != usual) {
          chosen[i] = other;
          if (extreme && effort.pairs()) {
            nearOnce(chosen, i + 1, each);
          } else {
            each.accept(chosen);
          }
        }
      }
      chosen[i] = usual;
    }
  }

  private void nearOnce(int[] chosen, int from, Consumer<int[]> each) {
    each.accept(chosen);
    for (int i = from; i < chosen.length; i++) {
      int usual = chosen[i];
      for (int other = 0; other < alternatives[i]; other++) {
        if (other != usual) {
          chosen[i] = other;
          each.accept(chosen);
        }
      }
      chosen[i] = usual;
    }
  }

  private void sample(Consumer<int[]> each) {
    Random random = new Random(alternatives.length);
    int[] chosen = new int[alternatives.length];
    for (int n = 0; n < effort.sample(); n++) {
      for (int i = 0; i < chosen.length; i++) {
        chosen[i] = random.nextInt(alternatives[i]);
      }
      each.accept(chosen);
    }
  }
}
