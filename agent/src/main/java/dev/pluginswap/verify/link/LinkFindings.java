package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts together what the two halves have found. */
public final class LinkFindings {

  private LinkFindings() {}

  /**
   * The union. What both halves found is one finding, in the words and with the severity of the
   * first: it knows the code around the places. Two are about one thing if they name the same error
   * and target; or the same error in the same class, where what the JVM says does not tell the
   * target.
   *
   * @return errors first, then by target
   */
  public static List<LinkFinding> union(List<LinkFinding> statics, List<LinkFinding> probed) {
    List<LinkFinding> all = new ArrayList<>();
    Set<LinkFinding> met = new HashSet<>();
    for (LinkFinding finding : statics) {
      List<LinkFinding> same = probed.stream().filter(other -> isOne(finding, other)).toList();
      met.addAll(same);
      all.add(same.isEmpty() ? finding : foundByBoth(finding));
    }
    probed.stream().filter(finding -> !met.contains(finding)).forEach(all::add);
    all.sort(Grouping.ORDER);
    return List.copyOf(all);
  }

  private static boolean isOne(LinkFinding first, LinkFinding second) {
    if (first.error() != second.error()) {
      return false;
    }
    return first.target().equals(second.target())
        || (isOfWholeClasses(second) && !disjoint(classes(first), classes(second)));
  }

  private static boolean isOfWholeClasses(LinkFinding finding) {
    return finding.sites().stream().allMatch(site -> site.method().isEmpty());
  }

  private static Set<String> classes(LinkFinding finding) {
    return finding.sites().stream().map(Site::className).collect(Collectors.toSet());
  }

  private static boolean disjoint(Set<String> first, Set<String> second) {
    return first.stream().noneMatch(second::contains);
  }

  private static LinkFinding foundByBoth(LinkFinding finding) {
    return new LinkFinding(
        finding.error(),
        finding.target(),
        finding.what(),
        finding.sites(),
        finding.severity(),
        finding.waived(),
        finding.cure(),
        EnumSet.allOf(Half.class));
  }
}
