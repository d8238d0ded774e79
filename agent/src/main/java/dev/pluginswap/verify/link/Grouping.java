package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
        groups
            .computeIfAbsent(new Key(issue.error(), issue.target()), key -> new LinkedHashMap<>())
            .put(issue, verdict.of(issue));
      }
    }
    return groups.values().stream().map(this::finding).toList();
  }

  /** Where there are errors, those who only warn are not named. */
  private LinkFinding finding(Map<Issue, Severity> group) {
    Severity severity = group.containsValue(Severity.ERROR) ? Severity.ERROR : Severity.WARNING;
    List<Issue> issues = new ArrayList<>();
    group.forEach(
        (issue, own) -> {
          if (own == severity) {
            issues.add(issue);
          }
        });
    Issue first = issues.stream().min(Comparator.comparing(Issue::site)).orElseThrow();
    return new LinkFinding(
        first.error(),
        first.target(),
        "%s %s %s".formatted(plugin.name(), plugin.version(), first.predicate()),
        issues.stream().map(Issue::site).distinct().sorted().collect(Collectors.toList()),
        severity,
        verdict.waiver(first).isPresent(),
        verdict
            .waiver(first)
            .map(waiver -> "nothing: waived in plugin.json, because " + waiver.reason())
            .orElse(first.cure()),
        Set.of(half));
  }
}
