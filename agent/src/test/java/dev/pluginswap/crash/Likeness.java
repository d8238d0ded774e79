package dev.pluginswap.crash;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * In what two disks may differ and still count as the same.
 *
 * @param alias what a name counts as: names that are random by design are to be the same. Entries
 *     of one directory with the same alias and the same content count once.
 * @param opaque names of directories of which it only counts whether anything is in them
 */
public record Likeness(UnaryOperator<String> alias, Set<String> opaque) {

  /** In nothing. */
  public static final Likeness EXACT = of(UnaryOperator.identity());

  /** Copies the set. */
  public Likeness {
    opaque = Set.copyOf(opaque);
  }

  /** In names alone. */
  public static Likeness of(UnaryOperator<String> alias) {
    return new Likeness(alias, Set.of());
  }
}
