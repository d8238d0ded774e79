package dev.pluginswap.verify.cases;

import dev.pluginswap.api.Severity;
import dev.pluginswap.verify.link.LinkFinding;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Findings for one case, held against the oracle.
 *
 * @param expected the error with which the plugin must be refused, or {@code none}
 * @param findings what was found
 */
record Judgement(String expected, List<LinkFinding> findings) {

  boolean isBreak() {
    return !expected.equals("none");
  }

  /** The simple names of the errors for which the plugin is refused. */
  TreeSet<String> errors() {
    return findings.stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .map(finding -> finding.error().className())
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether the plugin is refused, for whatever reason. */
  boolean isRefused() {
    return !errors().isEmpty();
  }

  /** Whether a break is refused with the error that the JVM throws, and a control is not. */
  boolean isRight() {
    return isBreak() ? errors().contains(expected) : !isRefused();
  }

  /** For a failed test: what was found. */
  @Override
  public String toString() {
    return "expected %s, refused for %s%s"
        .formatted(
            expected,
            errors(),
            findings.stream()
                .map(
                    finding ->
                        "%n    %s %s %s %s at %s"
                            .formatted(
                                finding.severity(),
                                finding.foundBy(),
                                finding.error(),
                                finding.what(),
                                finding.sites()))
                .collect(Collectors.joining()));
  }
}
