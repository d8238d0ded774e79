package dev.pluginswap.cli;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Phase;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Severity;
import dev.pluginswap.api.VersionRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report for a person: what happened, why, what to do about it, and what is live now. */
final class ReportText {

  private ReportText() {}

  /** Lines without line ends. */
  static List<String> lines(InstallReport report, boolean verbose) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(report));
    if (report.signer() != null) {
      lines.add("  signed by " + report.signer());
    }
    lines.addAll(problems(report.problems()));
    switch (report.outcome()) {
      case COMMITTED, UNCHANGED -> {}
      case REFUSED -> lines.add("Nothing was changed.");
      case ROLLED_BACK -> lines.add(subject(report, report.previous()) + " as before.");
      case BROKEN -> lines.add("All evidence is kept: look before you act.");
    }
    if (verbose) {
      lines.addAll(phases(report.phases()));
    }
    return lines;
  }

  /** The whole of it in a line: {@code greeter 1.2.0 refused: 1 problem}. */
  static String headline(InstallReport report) {
    return switch (report.outcome()) {
      case COMMITTED -> committed(report) + "; " + millis(total(report));
      case UNCHANGED -> unchanged(report);
      case REFUSED ->
          what(report)
              + (isOfDisk(report) ? " is not whole on disk: " : " refused: ")
              + counts(report.problems());
      case ROLLED_BACK -> what(report) + " rolled back: " + counts(report.problems());
      case BROKEN -> what(report) + " is BROKEN: " + counts(report.problems());
    };
  }

  private static String committed(InstallReport report) {
    if (report.operation().equals("remove")) {
      return what(report) + " is removed, and kept for a rollback";
    }
    if (report.generation() == 0) {
      return what(report) + " is not live, and nothing of it is left half done";
    }
    VersionRef before = report.previous();
    boolean again = before != null && before.digest().equals(report.digest());
    String was = before == null || again ? "" : ", before " + before.version();
    return what(report) + (again ? " is live again " : " is live ") + identity(report) + was;
  }

  /** Whether nothing was to be installed, only looked at. */
  private static boolean isOfDisk(InstallReport report) {
    return report.operation().equals("verify-installed");
  }

  private static String unchanged(InstallReport report) {
    if (isOfDisk(report)) {
      return what(report) + " is whole on disk; " + millis(total(report));
    }
    VersionRef live = report.previous();
    boolean isLive = live != null && live.digest().equals(report.digest());
    if (report.operation().equals("remove")) {
      return what(report) + " was not live; nothing to do";
    }
    if (isLive) {
      return what(report) + " is live already " + identity(report) + "; nothing to do";
    }
    if (report.operation().equals("verify")) {
      return what(report) + " can be installed; " + millis(total(report));
    }
    return what(report) + ": nothing to do";
  }

  private static String identity(InstallReport report) {
    String digest = report.digest() == null ? "" : ", digest " + shortForm(report.digest());
    return "(generation " + report.generation() + digest + ")";
  }

  /** Who the report is about: {@code greeter 1.2.0}. */
  static String what(InstallReport report) {
    if (report.plugin() == null) {
      return "bundle";
    }
    return report.version() == null ? report.plugin() : report.plugin() + " " + report.version();
  }

  private static String subject(InstallReport report, @Nullable VersionRef live) {
    String plugin = report.plugin() == null ? "the plugin" : report.plugin();
    return live == null ? plugin + " is not live," : plugin + " " + live.version() + " is live,";
  }

  /** First 12 digits, the short form of a digest. */
  static String shortForm(String digest) {
    return digest.length() <= 12 ? digest : digest.substring(0, 12) + "…";
  }

  /** {@code 2 problems, 1 warning}. */
  static String counts(List<Problem> problems) {
    long errors = problems.stream().filter(Problem::isError).count();
    long warnings = problems.stream().filter(p -> p.severity() == Severity.WARNING).count();
    String text = count(errors, "problem");
    return warnings == 0 ? text : text + ", " + count(warnings, "warning");
  }

  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Indented; those that share a cure stand together, above it. */
  static List<String> problems(List<Problem> problems) {
    Map<String, List<String>> byCure = new LinkedHashMap<>();
    for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.INFO)) {
      for (Problem problem : problems) {
        if (problem.severity() == severity) {
          String key = problem.cure().isEmpty() ? severity + problem.toString() : problem.cure();
          byCure.computeIfAbsent(key, any -> new ArrayList<>()).add(line(problem));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    byCure.forEach(
        (cure, group) -> {
          lines.addAll(group);
          if (problems.stream().anyMatch(problem -> problem.cure().equals(cure))) {
            lines.add("  → " + cure);
          }
        });
    return lines;
  }

  private static String line(Problem problem) {
    String severity =
        problem.isError() ? "" : problem.severity().name().toLowerCase(Locale.ROOT) + ": ";
    String where = problem.where().isEmpty() ? "" : problem.where() + ": ";
    return "  " + severity + where + problem.what();
  }

  private static List<String> phases(List<Phase> phases) {
    int width = phases.stream().mapToInt(phase -> phase.name().length()).max().orElse(0);
    return phases.stream()
        .map(
            phase ->
                String.format(
                    Locale.ROOT,
                    "  %-" + Math.max(1, width) + "s %10.1f ms",
                    phase.name(),
                    phase.duration().toNanos() / 1e6))
        .toList();
  }

  private static Duration total(InstallReport report) {
    return report.phases().stream().map(Phase::duration).reduce(Duration.ZERO, Duration::plus);
  }

  private static String millis(Duration duration) {
    return duration.toSeconds() < 10
        ? duration.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
