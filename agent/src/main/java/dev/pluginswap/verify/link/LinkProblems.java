package dev.pluginswap.verify.link;

import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Findings as problems, for reports. */
public final class LinkProblems {

  /** So many targets of warnings are named; the others are counted. */
  private static final int NAMED = 5;

  private LinkProblems() {}

  /**
   * Each error and each waived thing as a problem of its own, but a library that is not there as
   * one, and all that optional code lacks as one: libraries have much of it. What loading the
   * providers says is left out: the findings about services.
   */
  public static List<Problem> of(LinkReport report) {
    List<Problem> problems = new ArrayList<>();
    List<LinkFinding> warnings = new ArrayList<>();
    for (LinkFinding finding : MissingLibraries.united(report.findings())) {
      if (finding.error() == LinkError.SERVICE_CONFIGURATION && !isCopy(finding)) {
        continue;
      }
      if (finding.severity() == Severity.ERROR) {
        problems.add(Problem.error(code(finding), where(finding), finding.what(), finding.cure()));
      } else if (finding.waived()) {
        problems.add(Problem.warning("waived", where(finding), finding.what(), finding.cure()));
      } else if (finding.error() == LinkError.UNSATISFIED_LINK
          || finding.error() == LinkError.UNSUPPORTED_CLASS_VERSION) {
        problems.add(
            Problem.warning(code(finding), where(finding), finding.what(), finding.cure()));
      } else {
        warnings.add(finding);
      }
    }
    if (!warnings.isEmpty()) {
      problems.add(summary(warnings));
    }
    if (report.skipped() > 0) {
      problems.add(cutShort(report.skipped()));
    }
    return problems;
  }

  private static Problem cutShort(int skipped) {
    return Problem.warning(
        "probe-cut-short",
        "lib/",
        "the JVM was not asked about %d classes, for want of time or memory: their class files alone were judged"
            .formatted(skipped),
        "nothing; or give the JVM more metaspace, or verify again when it is less busy");
  }

  /** The class that needs it is itself what must not be there. */
  private static boolean isCopy(LinkFinding finding) {
    Site first = finding.sites().get(0);
    return first.method().isEmpty()
        && first.className().equals(finding.target())
        && (finding.error() == LinkError.SERVICE_CONFIGURATION
            || finding.error() == LinkError.LINKAGE);
  }

  private static Problem summary(List<LinkFinding> warnings) {
    String named =
        warnings.stream().limit(NAMED).map(LinkFinding::target).collect(Collectors.joining(", "));
    String others =
        warnings.size() > NAMED ? " and %d more".formatted(warnings.size() - NAMED) : "";
    return Problem.warning(
        "optional-code",
        where(warnings.get(0)),
        "optional code uses what is not here: %s%s".formatted(named, others),
        "nothing, if the plugin is not meant to use it");
  }

  private static String where(LinkFinding finding) {
    int others = finding.sites().size() - 1;
    return finding.sites().get(0) + (others == 0 ? "" : " and %d more".formatted(others));
  }

  /** What programs match on: stable. */
  private static String code(LinkFinding finding) {
    if (isCopy(finding)) {
      return "bundled-copy";
    }
    return switch (finding.error()) {
      case NO_CLASS_DEF_FOUND -> "class-missing";
      case NO_SUCH_METHOD, NO_SUCH_FIELD -> "member-missing";
      case ILLEGAL_ACCESS -> "not-accessible";
      case INCOMPATIBLE_CLASS_CHANGE -> "kind-changed";
      case ABSTRACT_METHOD -> "method-not-implemented";
      case INSTANTIATION -> "not-instantiable";
      case VERIFY -> "does-not-verify";
      case UNSUPPORTED_CLASS_VERSION -> "class-file-too-new";
      case CLASS_FORMAT -> "class-file-damaged";
      case CLASS_CIRCULARITY -> "superclass-circle";
      case BOOTSTRAP -> "bootstrap-fails";
      case LINKAGE -> "class-not-shared";
      case UNSATISFIED_LINK -> "native-library-missing";
      case SERVICE_CONFIGURATION -> "service-not-provided";
    };
  }
}
