package dev.pluginswap.install;

import dev.pluginswap.bundle.Digest;
import dev.pluginswap.runtime.Generation;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The probation of one generation: what it may still do wrong, and what comes back if it does. */
final class Trial {

  private final PluginEntry entry;
  private final Generation next;
  private final Digest before;
  private final @Nullable Generation kept;
  private final int allowed;

  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicBoolean failed = new AtomicBoolean();

  /** What the last failure was; null while it has not failed. */
  private volatile @Nullable String verdict;

  /**
   * @param next the generation on probation
   * @param before the version that was live before
   * @param kept its generation, still started; null if it had to stop first
   * @param allowed how many calls may end with an exception
   */
  Trial(PluginEntry entry, Generation next, Digest before, @Nullable Generation kept, int allowed) {
    this.entry = entry;
    this.next = next;
    this.before = before;
    this.kept = kept;
    this.allowed = allowed;
  }

  PluginEntry entry() {
    return entry;
  }

  Generation next() {
    return next;
  }

  Digest before() {
    return before;
  }

  @Nullable Generation kept() {
    return kept;
  }

  /** Why it has failed. */
  String verdict() {
    String text = verdict;
    return text == null ? "it has not failed" : text;
  }

  /** Whether calls have failed it: what was before is to come back, and has not yet. */
  boolean isFailed() {
    return failed.get();
  }

  /**
   * Counts what a call ended with; called by the threads that call the plugin.
   *
   * @return whether the probation has failed by this; true once
   */
  boolean isFailedBy(Throwable thrown) {
    boolean broken = thrown instanceof LinkageError;
    if (!broken && failures.incrementAndGet() <= allowed) {
      return false;
    }
    if (!failed.compareAndSet(false, true)) {
      return false;
    }
    String what = next.describe(thrown);
    verdict =
        broken
            ? "a call has thrown " + what
            : "%d calls have thrown, %d were allowed; the last one %s"
                .formatted(allowed + 1, allowed, what);
    return true;
  }
}
