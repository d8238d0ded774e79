package dev.pluginswap.manage;

import dev.pluginswap.api.InstallReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link InstallReport} as JMX maps it to open types: the items are named as the keys of {@link
 * InstallReport#toMap}.
 */
public final class ReportView {

  private final InstallReport report;

  ReportView(InstallReport report) {
    this.report = report;
  }

  /** install, verify, reload, rollback or remove. */
  public String getOperation() {
    return report.operation();
  }

  /** COMMITTED, UNCHANGED, REFUSED, ROLLED_BACK or BROKEN. */
  public String getOutcome() {
    return report.outcome().name();
  }

  /** The plugin's name; null when it was refused before its name was known. */
  public @Nullable String getPlugin() {
    return report.plugin();
  }

  /** The version it was about; null when it is not known. */
  public @Nullable String getVersion() {
    return report.version();
  }

  /** That version's digest; null when it is not known. */
  public @Nullable String getDigest() {
    return report.digest();
  }

  /** Whose signature on the bundle was found to be trusted; null for none. */
  public @Nullable String getSigner() {
    return report.signer();
  }

  /** The generation that is live now; 0 when none is. */
  public long getGeneration() {
    return report.generation();
  }

  /** The version that was live when the operation began; null when none was. */
  public @Nullable VersionView getPrevious() {
    return VersionView.of(report.previous());
  }

  /** The steps that ran, in order. */
  public List<PhaseView> getPhases() {
    return report.phases().stream().map(PhaseView::new).toList();
  }

  /** Everything found, errors first. */
  public List<ProblemView> getProblems() {
    return report.problems().stream().map(ProblemView::new).toList();
  }
}
