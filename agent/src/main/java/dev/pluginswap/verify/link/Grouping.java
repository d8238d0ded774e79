package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import dev.pluginswap.bundle.Waiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Makes findings of issues: one for each thing that is missing or wrong. */
final class Grouping {

  /** Errors first, then by target. */
  static final Comparator<LinkFinding> ORDER =
      Comparator.comparing((LinkFinding finding) -> finding.severity() != Severity.ERROR)
          .thenComparing(LinkFinding::target)
          .thenComparing(LinkFinding::error);

  private final PluginClasses plugin;
  private final Verdict verdict;
  private final Half half;

  Grouping(PluginClasses plugin, Verdict verdict, Half half) {
    this.plugin = plugin;
    this.verdict = verdict;
    this.half = half;
  }

  private record Key(LinkError error, String target) {}

  List<LinkFinding> findings(List<Issue> issues) {
    Map<Key, Map<Issue, Severity>> groups = new LinkedHashMap<>();
    for (Issue issue : issues) {
      if (verdict.matters(issue)) {
        Key key = new Key(issue.error(), issue.target());
        Map<Issue, Severity> group = groups.get(key);
        if (group == null) {
          group = new LinkedHashMap<>();
          groups.put(key, group);
        }
        group.put(issue, verdict.of(issue));
      }
    }
    List<LinkFinding> findings = new ArrayList<>();
    for (Map<Issue, Severity> group : groups.values()) {
      findings.add(finding(group));
    }
    return findings;
  }

  /** Where there are errors, those who only warn are not named. */
  private LinkFinding finding(Map<Issue, Severity> group) {
    Severity severity = group.containsValue(Severity.ERROR) ? Severity.ERROR : Severity.WARNING;
    Set<Site> sites = new TreeSet<>();
    Issue first = null;
    Site firstSite = null;
    for (Map.Entry<Issue, Severity> each : group.entrySet()) {
      if (each.getValue() == severity) {
        Site site = each.getKey().site();
        sites.add(site);
        if (firstSite == null || site.compareTo(firstSite) < 0) {
          first = each.getKey();
          firstSite = site;
        }
      }
    }
    return finding(Objects.requireNonNull(first), List.copyOf(sites), severity);
  }

  private LinkFinding finding(Issue first, List<Site> sites, Severity severity) {
    Waiver waiver = verdict.waiver(first).orElse(null);
    return new LinkFinding(
        first.error(),
        first.target(),
        plugin.name() + " " + plugin.version() + " " + first.predicate(),
        sites,
        severity,
        waiver != null,
        waiver == null
            ? first.cure()
            : "nothing: waived in plugin.json, because " + waiver.reason(),
        Set.of(half));
  }
}
