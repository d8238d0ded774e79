package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginEvent.Kind;
import dev.pluginswap.api.Problem;
import dev.pluginswap.runtime.Generation;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how a transaction ended: in the report, as an event, and in the log. */
final class Conclusion {

  private static final Logger log = LoggerFactory.getLogger(Conclusion.class);

  private final Parts parts;
  private final Journal journal;
  private final AuditTrail audit;

  /**
   * @param audit where the end is written down
   */
  Conclusion(Parts parts, Journal journal, AuditTrail audit) {
    this.parts = parts;
    this.journal = journal;
    this.audit = audit;
  }

  /** The end of a transaction that reached its second half. */
  InstallReport of(PluginEntry entry, SwitchResult result) {
    if (result instanceof SwitchResult.Committed committed) {
      return committed(entry, committed);
    }
    if (result instanceof SwitchResult.TakenBack) {
      return tell(Outcome.ROLLED_BACK, Kind.ROLLED_BACK, "was rolled back");
    }
    List<Problem> problems = journal.report(Outcome.BROKEN, liveNumber()).problems();
    entry.broken(problems);
    return tell(Outcome.BROKEN, Kind.BROKEN, "could not be rolled back");
  }

  private InstallReport committed(PluginEntry entry, SwitchResult.Committed committed) {
    Generation live = committed.live();
    if (live == null) {
      log.info("{} was removed", entry.name());
      parts
          .events()
          .publish(Kind.REMOVED, entry.name(), journal.version(), 0, entry.name() + " was removed");
    } else {
      log.info("{} is live", live.label());
      parts
          .events()
          .publish(
              Kind.SWAPPED, entry.name(), live.version(), live.number(), live.label() + " is live");
    }
    return ended(journal.report(Outcome.COMMITTED, live == null ? 0 : live.number()));
  }

  /** Nothing had to be done, or the dry run passed. */
  InstallReport unchanged() {
    return ended(journal.report(Outcome.UNCHANGED, liveNumber()));
  }

  /** The end of a transaction that touched nothing live. */
  InstallReport refused(Throwable failure) {
    List<Problem> problems = Failure.problems(journal.failedStep(), failure);
    journal.addAll(problems);
    if (problems.stream().anyMatch(problem -> problem.code().equals("unexpected-failure"))) {
      log.warn("{}: {} failed", journal.subject(), journal.failedStep(), failure);
    }
    return tell(Outcome.REFUSED, Kind.REFUSED, "was refused");
  }

  private InstallReport tell(Outcome outcome, Kind kind, String verb) {
    InstallReport report = journal.report(outcome, liveNumber());
    String why =
        report.problems().stream()
            .filter(Problem::isError)
            .findFirst()
            .map(p -> ": " + p)
            .orElse("");
    String message = journal.subject() + " " + verb + why;
    if (outcome == Outcome.BROKEN) {
      log.error("{}", message);
    } else {
      log.warn("{}", message);
    }
    parts.events().publish(kind, journal.plugin(), journal.version(), liveNumber(), message);
    return ended(report);
  }

  private InstallReport ended(InstallReport report) {
    audit.ended(journal, report);
    return report;
  }

  private long liveNumber() {
    String plugin = journal.plugin();
    Generation live = plugin == null ? null : parts.runtime().live(plugin);
    return live == null ? 0 : live.number();
  }
}
