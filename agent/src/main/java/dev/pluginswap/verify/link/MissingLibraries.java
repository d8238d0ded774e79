package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes one finding of the many classes of one library that is not there: a person has to add one
 * jar, and wants to read one line. Classes are taken for those of one library if their packages are
 * one, or lie in one that misses classes too.
 */
final class MissingLibraries {

  /** As many classes as this are named one by one. */
  private static final int FEW = 2;

  private MissingLibraries() {}

  /** The findings, in their order; that of a library stands where its first class stood. */
  static List<LinkFinding> united(List<LinkFinding> findings) {
    Set<String> packages = new TreeSet<>();
    for (LinkFinding finding : findings) {
      if (isOfLibrary(finding)) {
        packages.add(packageOf(finding));
      }
    }
    Map<Object, List<LinkFinding>> groups = new LinkedHashMap<>();
    for (LinkFinding finding : findings) {
      Object key = isOfLibrary(finding) ? outermost(packageOf(finding), packages) : finding;
      groups.computeIfAbsent(key, any -> new ArrayList<>()).add(finding);
    }
    List<LinkFinding> united = new ArrayList<>();
    groups.forEach(
        (key, group) -> {
          if (group.size() > FEW) {
            united.add(one(String.valueOf(key), group));
          } else {
            united.addAll(group);
          }
        });
    return united;
  }

  /**
   * An error that has a cure of its own: a class of the workspace's is cured together with its
   * package.
   */
  private static boolean isOfLibrary(LinkFinding finding) {
    return finding.error() == LinkError.NO_CLASS_DEF_FOUND
        && finding.severity() == Severity.ERROR
        && finding.cure().contains(finding.target())
        && finding.target().lastIndexOf('.') > 0;
  }

  private static String packageOf(LinkFinding finding) {
    return finding.target().substring(0, finding.target().lastIndexOf('.'));
  }

  private static String outermost(String name, Set<String> packages) {
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String outer = name.substring(0, dot);
      if (packages.contains(outer)) {
        return outer;
      }
    }
    return name;
  }

  private static LinkFinding one(String library, List<LinkFinding> group) {
    LinkFinding first = group.get(0);
    Set<Half> foundBy = EnumSet.noneOf(Half.class);
    Set<Site> sites = new TreeSet<>();
    for (LinkFinding finding : group) {
      foundBy.addAll(finding.foundBy());
      sites.addAll(finding.sites());
    }
    List<Site> ordered = new ArrayList<>(first.sites());
    sites.removeAll(first.sites());
    ordered.addAll(sites);
    return new LinkFinding(
        first.error(),
        first.target(),
        "%s; the same goes for %d other classes of %s"
            .formatted(first.what(), group.size() - 1, library),
        ordered,
        first.severity(),
        false,
        first.cure(),
        foundBy);
  }
}
