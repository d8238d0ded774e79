package dev.pluginswap.verify.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** In which jars each package was met, of those of which a plugin has met a class. */
final class Companions {

  private final Universe universe;
  private final Map<String, Set<String>> jars;

  private Companions(Universe universe, Map<String, Set<String>> jars) {
    this.universe = universe;
    this.jars = jars;
  }

  static Companions of(Check check) {
    Map<String, Set<String>> jars = new HashMap<>();
    for (ClassModel type : check.universe.found()) {
      jars.computeIfAbsent(type.packageName(), name -> new HashSet<>()).add(type.jar());
    }
    return new Companions(check.universe, jars);
  }

  /**
   * Whether nothing of a package is there for a class, or the JDK keeps it to itself. A class alone
   * that is missing from a package of which others are there makes no difference, unless those are
   * in the very jar of the class that asks for it: then whoever built that jar has left it out.
   */
  boolean lack(String packageName, ClassModel user) {
    if (!universe.isExported(packageName)) {
      return true;
    }
    Set<String> found = jars.getOrDefault(packageName, Set.of());
    return found.isEmpty() || (found.size() == 1 && found.contains(user.jar()));
  }
}
