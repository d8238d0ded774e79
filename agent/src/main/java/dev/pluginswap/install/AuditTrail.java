package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.trust.AuditLog;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who has changed what: a line {@code BEGUN} before anything live is touched, and a
 * line with the outcome when all is over. An install that cannot write the first is refused;
 * whatever brings an old version back is not, since it may be needed more than the log.
 *
 * @param log where to; null for nowhere
 * @param who on whose behalf, as the way in knows it
 * @param clock the time of day
 */
record AuditTrail(@Nullable AuditLog log, String who, Clock clock) {

  private static final Logger logger = LoggerFactory.getLogger(AuditTrail.class);

  /** Writes nothing. */
  static final AuditTrail NONE = new AuditTrail(null, "", Clock.systemUTC());

  /** The same trail, on behalf of somebody else. */
  AuditTrail by(String other) {
    return new AuditTrail(log, other, clock);
  }

  /**
   * Notes that an install is about to touch what is live.
   *
   * @throws BundleRefusedException if that cannot be written
   */
  void begun(Journal journal) throws BundleRefusedException {
    if (log == null) {
      return;
    }
    try {
      log.write(line(journal.report(Outcome.UNCHANGED, 0), journal, "BEGUN"), false);
    } catch (IOException e) {
      throw new BundleRefusedException(
          Problem.error(
              "audit-unwritable",
              "",
              "the audit log cannot be written, so nothing is installed: " + e,
              "make room for it, or start the agent with audit=false"),
          e);
    }
  }

  /** Notes how it has ended; a failure to do so is logged. */
  void ended(Journal journal, InstallReport report) {
    if (log == null) {
      return;
    }
    try {
      log.write(line(report, journal, report.outcome().name()), true);
    } catch (IOException e) {
      logger.error(
          "the audit log cannot be written; not in it: {} {} {}",
          report.operation(),
          journal.subject(),
          report.outcome(),
          e);
    }
  }

  private Map<String, ?> line(InstallReport report, Journal journal, String outcome) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("who", who);
    line.put("jvm", ProcessHandle.current().pid());
    line.put("operation", report.operation());
    line.put("outcome", outcome);
    line.put("plugin", report.plugin());
    line.put("version", report.version());
    line.put("digest", report.digest());
    line.put("source", journal.source());
    line.put("archive", journal.archive());
    line.put("signer", report.signer());
    VersionRef before = report.previous();
    line.put("before", before == null ? null : before.version() + " " + before.digest());
    line.put("generation", report.generation() == 0 ? null : report.generation());
    line.put(
        "problems",
        report.problems().isEmpty()
            ? null
            : report.problems().stream().map(Problem::code).distinct().toList());
    return line;
  }
}
