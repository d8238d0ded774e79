package dev.pluginswap.verify.link;

import java.util.HashSet;
import java.util.Set;

/**
 * Missing classes by whose name a plugin asks: {@code Class.forName("org.foo.Bar")}, or a method of
 * its own that leads there. A plugin that asks whether a library is there is taken to act on the
 * answer, for all of the library.
 */
final class Probes {

  /** So many packages in common make one library: {@code org.apache.commons}. */
  private static final int LIBRARY_DEPTH = 3;

  /** Internal names of packages of which a class is asked for. */
  private final Set<String> packages = new HashSet<>();

  private final Set<String> classes = new HashSet<>();

  static Probes of(Check check) {
    Probes probes = new Probes();
    for (PluginClass type : check.plugin.classes().values()) {
      type.mentions().names().forEach(name -> probes.add(check, Names.internal(name)));
    }
    return probes;
  }

  private void add(Check check, String name) {
    if (!classes.contains(name) && check.universe.find(name) == null) {
      classes.add(name);
      packages.add(Names.packageOf(name));
    }
  }

  /** Whether a missing class is one of a library that is asked for. */
  boolean cover(String missing) {
    return classes.contains(missing)
        || packages.stream().anyMatch(each -> areOneLibrary(each, Names.packageOf(missing)));
  }

  private static boolean areOneLibrary(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    if (one.equals(other) || one.startsWith(other + '/') || other.startsWith(one + '/')) {
      return true;
    }
    String[] left = one.split("/", -1);
    String[] right = other.split("/", -1);
    int common = 0;
    while (common < Math.min(left.length, right.length) && left[common].equals(right[common])) {
      common++;
    }
    return common >= LIBRARY_DEPTH;
  }
}
