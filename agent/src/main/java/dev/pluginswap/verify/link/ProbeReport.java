package dev.pluginswap.verify.link;

import java.util.List;

/**
 * What a probe saw.
 *
 * @param findings what the JVM refuses: errors first, then by target
 * @param classes how many classes were loaded and verified
 * @param references how many of their references were resolved
 * @param skipped how many classes the {@linkplain ProbeLimits limits} left out
 */
public record ProbeReport(List<LinkFinding> findings, int classes, int references, int skipped) {

  /** Copies the list. */
  public ProbeReport {
    findings = List.copyOf(findings);
  }
}
