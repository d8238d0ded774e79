package dev.pluginswap.unload.walk;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a walk has found. Refers to all that it met: to be let go of soon. */
public final class Walk {

  private final List<Edge> edges;
  private final Holders met;
  private final @Nullable String notSeen;

  Walk(List<Edge> edges, Holders met, @Nullable String notSeen) {
    this.edges = edges;
    this.met = met;
    this.notSeen = notSeen;
  }

  /** Every reference from the outside into the plugin that was found, nearest to a root first. */
  public List<Edge> edges() {
    return edges;
  }

  /**
   * Whether an object was met: somebody other than the plugin reaches it. Always true for one that
   * a walk which has not seen everything has not met, since then nobody knows.
   */
  public boolean isReachedFromOutside(Object object) {
    return notSeen != null || met.contains(object);
  }

  /**
   * Whether anybody but the plugin and those named refers to an object. Looks at all that was met:
   * for the rare case, and after some dozens of answers always true.
   *
   * @param known whose references do not count
   */
  public boolean isHeldBesides(Object object, Collection<?> known) {
    return notSeen != null || met.isHeldBesides(object, known);
  }

  /** How many objects were met. */
  public int objects() {
    return met.size();
  }

  /** What was not looked at, and why, for persons; null when everything was. */
  public @Nullable String notSeen() {
    return notSeen;
  }
}
