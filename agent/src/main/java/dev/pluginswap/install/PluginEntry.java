package dev.pluginswap.install;

import dev.pluginswap.api.Problem;
import dev.pluginswap.runtime.Generation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What this JVM knows of one plugin beside its live generation and its record. */
final class PluginEntry {

  private final String name;

  /** Held from the moment a transaction knows the plugin's name to its end: one at a time. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Retired generations whose class loader is still open. */
  private final Set<Generation> draining = ConcurrentHashMap.newKeySet();

  private final Departures departures = new Departures();
  private final Figures figures = new Figures();

  /** The probation that the live generation is on; null for none. Guarded by {@link #lock}. */
  private @Nullable Trial trial;

  /** When the live generation went live; null while none is. */
  private volatile @Nullable Instant since;

  /** Why there is no live generation, or why the plugin is broken; empty when all is well. */
  private volatile List<Problem> problems = List.of();

  /** Whether a swap could not be taken back. */
  private volatile boolean broken;

  /** The highest generation number that this JVM has loaded; guarded by {@link #lock}. */
  private long lastNumber;

  /** The highest generation whose record is this JVM's own doing. */
  private volatile long owned;

  PluginEntry(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  ReentrantLock lock() {
    return lock;
  }

  Set<Generation> draining() {
    return draining;
  }

  Departures departures() {
    return departures;
  }

  Figures figures() {
    return figures;
  }

  @Nullable Trial trial() {
    return trial;
  }

  void setTrial(@Nullable Trial trial) {
    this.trial = trial;
  }

  @Nullable Instant since() {
    return since;
  }

  List<Problem> problems() {
    return problems;
  }

  boolean isBroken() {
    return broken;
  }

  /** The number for the next load: above all that the record or this JVM has seen. */
  long nextNumber(long recorded) {
    lastNumber = Math.max(recorded, lastNumber) + 1;
    return lastNumber;
  }

  /**
   * The number for a load that follows another JVM: that of the record, unless this JVM has used it
   * up already.
   */
  long followingNumber(long recorded) {
    lastNumber = Math.max(recorded, lastNumber + 1);
    return lastNumber;
  }

  /** Notes that this number is in use, as after a start-up. */
  void used(long number) {
    lastNumber = Math.max(number, lastNumber);
  }

  /**
   * Notes that the record of this generation is this JVM's own doing: it wrote it, or is about to,
   * or runs what it names. Records of higher ones are another JVM's.
   */
  void owns(long generation) {
    owned = Math.max(generation, owned);
  }

  long owned() {
    return owned;
  }

  void live(Instant since, List<Problem> problems) {
    this.since = since;
    this.problems = List.copyOf(problems);
    this.broken = false;
  }

  void gone() {
    since = null;
    problems = List.of();
    broken = false;
  }

  void failed(List<Problem> problems) {
    this.problems = List.copyOf(problems);
  }

  void broken(List<Problem> problems) {
    this.problems = List.copyOf(problems);
    this.broken = true;
  }
}
