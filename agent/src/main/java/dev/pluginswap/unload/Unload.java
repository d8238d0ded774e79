package dev.pluginswap.unload;

import dev.pluginswap.unload.walk.Departed;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of one class loader to its end. Holds it weakly. {@link #fate} is for any thread, all
 * else for the one that looks.
 */
public final class Unload {

  private final String label;
  private final WeakReference<ClassLoader> loader;
  private volatile Fate fate;

  /** From after the last repair. */
  private CollectionProbe probe = new CollectionProbe();

  /** Collections that it has outlived since the last repair, or the last search. */
  private int outlived;

  /** When it was seen to have outlived the first of them, in nanoseconds. */
  private long since;

  /** Whether the heap was dumped to find it. */
  private boolean searched;

  /** Why the last walk has not seen everything; null when it has. */
  private @Nullable String notSeen;

  /** Rounds in which something was repaired. */
  private int rounds;

  Unload(String label, ClassLoader loader, List<String> repairs) {
    this.label = label;
    this.loader = new WeakReference<>(loader);
    this.fate = new Fate(Fate.State.STOPPED, repairs, List.of());
  }

  /** For persons, such as {@code greeter@1.2.0#7}. */
  public String label() {
    return label;
  }

  /** What is known now. */
  public Fate fate() {
    return fate;
  }

  boolean isGone() {
    return loader.refersTo(null);
  }

  /** The loader for a look at it; null when it is gone. */
  @Nullable Departed departed() {
    ClassLoader still = loader.get();
    return still == null ? null : new Departed(label, still);
  }

  /** Whether a collection has run since the last look. */
  boolean hasSeenCollection() {
    return isGone() || probe.hasFired();
  }

  int outlived() {
    return outlived;
  }

  int rounds() {
    return rounds;
  }

  /** For how long collections are known to have left it alive. */
  Duration unexplained(long now) {
    return Duration.ofNanos(now - since);
  }

  boolean isSearched() {
    return searched;
  }

  /** The heap was dumped; collections count anew. */
  void searched() {
    searched = true;
    outlived = 0;
  }

  /** A collection has left it alive; the next one is waited for. */
  void outlives(long now) {
    if (outlived++ == 0) {
      since = now;
    }
    probe = new CollectionProbe();
  }

  /** Something was taken away; what was outlived before says nothing any more. */
  void repaired(List<String> lines) {
    List<String> all = new ArrayList<>(fate.repairs());
    lines.stream().filter(line -> !all.contains(line)).forEach(all::add);
    fate = new Fate(fate.state(), all, fate.holders());
    outlived = 0;
    rounds++;
    probe = new CollectionProbe();
  }

  @Nullable String notSeen() {
    return notSeen;
  }

  void notSeen(@Nullable String why) {
    notSeen = why;
  }

  void collected() {
    fate = new Fate(Fate.State.COLLECTED, fate.repairs(), List.of());
  }

  void held(List<String> holders) {
    fate = new Fate(Fate.State.HELD, fate.repairs(), holders);
  }
}
