package dev.pluginswap.manage;

import dev.pluginswap.install.GcReport;
import java.util.List;

/**
 * A {@link GcReport} as JMX maps it to open types: the items are named as the keys of {@link
 * GcReport#toMap}.
 */
public final class GcView {

  private final GcReport report;

  GcView(GcReport report) {
    this.report = report;
  }

  /** Whether it only says what it would delete. */
  public boolean isDryRun() {
    return report.dryRun();
  }

  /** The deleted versions. */
  public List<CollectedView> getCollected() {
    return report.collected().stream().map(CollectedView::new).toList();
  }

  /** What nothing refers to any more and is still there. */
  public List<PendingView> getPending() {
    return report.pending().stream().map(PendingView::new).toList();
  }

  /** What could not be deleted, and why. */
  public List<ProblemView> getProblems() {
    return report.problems().stream().map(ProblemView::new).toList();
  }

  /** Something that is still there. */
  public static final class PendingView {

    private final GcReport.Pending left;

    PendingView(GcReport.Pending left) {
      this.left = left;
    }

    /** Relative to the plugins directory. */
    public String getPath() {
      return left.path();
    }

    /** What kept it from being deleted; empty in a dry run. */
    public String getWhy() {
      return left.why();
    }
  }

  /** One deleted version. */
  public static final class CollectedView {

    private final GcReport.Collected version;

    CollectedView(GcReport.Collected version) {
      this.version = version;
    }

    /** The plugin's name. */
    public String getPlugin() {
      return version.plugin();
    }

    /** The version's digest, 64 hex digits. */
    public String getDigest() {
      return version.digest();
    }
  }
}
