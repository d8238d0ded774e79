package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import dev.pluginswap.bundle.Waiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes findings of issues: one for each thing that is missing or wrong. */
final class Grouping {

  /** Errors first, then by target. */
  static final Comparator<LinkFinding> ORDER = new Order();

  private final PluginClasses plugin;
  private final Verdict verdict;
  private final Half half;

  Grouping(PluginClasses plugin, Verdict verdict, Half half) {
    this.plugin = plugin;
    this.verdict = verdict;
    this.half = half;
  }

  private static final class Order implements Comparator<LinkFinding> {

    @Override
    public int compare(LinkFinding one, LinkFinding other) {
      boolean isError = one.severity() == Severity.ERROR;
      if (isError != (other.severity() == Severity.ERROR)) {
        return isError ? -1 : 1;
      }
      int byTarget = one.target().compareTo(other.target());
      return byTarget != 0 ? byTarget : one.error().compareTo(other.error());
    }
  }

  /** What is missing or wrong in one way, wherever it is. */
  private static final class Group {

    final List<Issue> errors = new ArrayList<>();
    final List<Issue> warnings = new ArrayList<>();
  }

  List<LinkFinding> findings(List<Issue> issues) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Issue issue : issues) {
      if (verdict.matters(issue)) {
        String key = issue.error().name() + " " + issue.target();
        Group group = groups.get(key);
        if (group == null) {
          group = new Group();
          groups.put(key, group);
        }
        (verdict.of(issue) == Severity.ERROR ? group.errors : group.warnings).add(issue);
      }
    }
    List<LinkFinding> findings = new ArrayList<>();
    for (Group group : groups.values()) {
      // Where there are errors, those who only warn are not named.
      findings.add(
          group.errors.isEmpty()
              ? finding(group.warnings, Severity.WARNING)
              : finding(group.errors, Severity.ERROR));
    }
    return findings;
  }

  private LinkFinding finding(List<Issue> issues, Severity severity) {
    Set<Site> sites = new TreeSet<>();
    Issue first = issues.get(0);
    Site firstSite = first.site();
    for (Issue issue : issues) {
      Site site = issue.site();
      sites.add(site);
      if (site.compareTo(firstSite) < 0) {
        first = issue;
        firstSite = site;
      }
    }
    return finding(first, List.copyOf(sites), severity);
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
