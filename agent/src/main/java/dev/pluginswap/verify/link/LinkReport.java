package dev.pluginswap.verify.link;

import java.util.List;

/**
 * What linkage verification says of a plugin.
 *
 * @param findings what does not link: errors first, then by target
 * @param skipped how many classes the JVM was not asked about, because the {@linkplain ProbeLimits
 *     limits} of the probe were reached: of them the class files alone were judged
 */
public record LinkReport(List<LinkFinding> findings, int skipped) {

  /** Copies the list. */
  public LinkReport {
    findings = List.copyOf(findings);
  }
}
