package dev.pluginswap.install;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.runtime.Generation;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At no time do two generations run, for they own a port or a file. Calls wait at their handles
 * while the old one drains and stops and the next one starts. When that fails, the old version is
 * loaded and started again, with the state that it had saved, and the calls that wait go there.
 */
final class Exclusive implements Succession {
  private static final Logger log = LoggerFactory.getLogger(Exclusive.class);

  private final Parts parts;
  private final Journal journal;
  private final Limits limits;
  private final PluginEntry entry;
  private final Generation old;

  /** What the old generation saved when nobody was inside any more. */
  private byte @Nullable [] state;

  /** Whether the old generation can no longer serve. */
  private boolean stopped;

  Exclusive(Parts parts, Journal journal, Limits limits, PluginEntry entry, Generation old) {
    this.parts = parts;
    this.journal = journal;
    this.limits = limits;
    this.entry = entry;
    this.old = old;
  }

  @Override
  public Generation start(Candidate candidate, long number, Undo undo) throws Exception {
    undo.push(this::revive);
    if (!old.drain(limits.drain())) {
      throw new BundleRefusedException(List.of(stillInside()));
    }
    state = old.saveState();
    stopped = true;
    journal.addNews(old.stop());
    return started(candidate, number);
  }

  private Problem stillInside() {
    return Problem.error(
        "drain-timeout",
        old.label(),
        "calls had not returned after %d ms, and an exclusive hand-over cannot begin before that: %s"
            .formatted(limits.drain().toMillis(), String.join("; ", old.whoIsInside())),
        "raise the drain timeout, or find out what keeps them; a plugin with an exclusive hand-over"
            + " cannot be replaced from inside one of its own calls");
  }

  private Generation started(Candidate candidate, long number) throws Exception {
    return new Starter(parts, journal, limits, entry)
        .start(candidate, number, () -> state, state == null ? null : old.version());
  }

  /** Calls go on waiting until {@link #revive} has somewhere to lead them. */
  @Override
  public void flipBack(@Nullable Generation next) throws InterruptedException {
    if (next != null) {
      parts.retirement().stopped(entry, next, limits.drain());
    }
  }

  @Override
  public boolean keepsOld() {
    return false;
  }

  private void revive() throws Exception {
    if (!stopped) {
      old.reopen();
      return;
    }
    Generation again;
    try {
      again = started(oldVersion(), entry.nextNumber(old.number()));
    } catch (Throwable failure) {
      // Else calls would wait for what does not come.
      parts.runtime().switchTo(entry.name(), null);
      parts.retirement().begin(entry, old, limits.drain());
      throw failure;
    }
    parts.runtime().switchTo(entry.name(), again);
    entry.live(parts.clock().instant().truncatedTo(ChronoUnit.MILLIS), again.problems());
    parts.retirement().begin(entry, old, limits.drain());
    log.info("{} is started again as {}", old.label(), again.label());
  }

  private Candidate oldVersion() throws Exception {
    // What it cannot provide any more, it could not before either.
    return new Candidate(
        Records.openIntact(parts.store(), entry.name(), old.digest()), "", Set.of());
  }
}
