package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Walk;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The repairs that are switched on, in the order in which they run. */
public final class Repairs {

  private static final Logger log = LoggerFactory.getLogger(Repairs.class);

  private final List<Repair> active;

  /**
   * Of these, those that are on for this JVM.
   *
   * @param off names of repairs that do not run; {@code all} for none at all
   * @param on names of repairs that run though they are off by default; {@code all} for all
   * @throws IllegalArgumentException if there is no repair of such a name; the message lists all
   */
  public static Repairs of(List<Repair> known, Set<String> off, Set<String> on, int release) {
    Set<String> names = new LinkedHashSet<>();
    known.forEach(repair -> names.add(repair.name()));
    requireKnown(off, names);
    requireKnown(on, names);
    return new Repairs(
        known.stream()
            .filter(repair -> release >= repair.since() && release <= repair.until())
            .filter(repair -> !off.contains("all") && !off.contains(repair.name()))
            .filter(
                repair -> repair.isDefault() || on.contains("all") || on.contains(repair.name()))
            .toList());
  }

  private Repairs(List<Repair> active) {
    this.active = active;
  }

  private static void requireKnown(Set<String> asked, Set<String> names) {
    for (String name : asked) {
      if (!name.equals("all") && !names.contains(name)) {
        throw new IllegalArgumentException(
            "'%s' is no repair; there are: all, %s".formatted(name, String.join(", ", names)));
      }
    }
  }

  /** Sweeps all known places; one that fails is logged, and the others follow. */
  public List<String> sweep(Departed departed) {
    List<String> done = new ArrayList<>();
    for (Repair repair : active) {
      if (repair instanceof Sweep sweep) {
        try {
          done.addAll(sweep.sweep(departed));
        } catch (Exception | LinkageError | StackOverflowError e) { // as of plugins' own methods
          log.warn("{}: {} failed", departed.label(), repair.name(), e);
        }
      }
    }
    return done;
  }

  /**
   * Takes away what a walk has found, as far as anybody knows how.
   *
   * @return what was done, a line for each reference; the same line once
   */
  public List<String> repair(Departed departed, Walk walk) {
    Set<String> done = new LinkedHashSet<>();
    for (Edge edge : walk.edges()) {
      String said = repair(edge, departed, walk);
      if (said != null) {
        done.add(said);
      }
    }
    return List.copyOf(done);
  }

  private @Nullable String repair(Edge edge, Departed departed, Walk walk) {
    for (Repair repair : active) {
      if (repair instanceof EdgeRepair mends && edge.isStillThere()) {
        try {
          String said = mends.repair(edge, departed, walk);
          if (said != null) {
            return said;
          }
        } catch (Exception | LinkageError | StackOverflowError e) {
          log.warn("{}: {} failed on {}", departed.label(), repair.name(), edge, e);
        }
      }
    }
    return null;
  }
}
