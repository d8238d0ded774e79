package dev.pluginswap.verify.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** In which jars each package was met, of those of which a plugin has met a class. */
final class Companions {

  private final Universe universe;

  /** By package, where somebody has asked. */
  private final Map<String, Set<String>> jars = new HashMap<>();

  Companions(Universe universe) {
    this.universe = universe;
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
    Set<String> found = jars.get(packageName);
    if (found == null) {
      found = jarsOf(packageName);
      jars.put(packageName, found);
    }
    return found.isEmpty() || (found.size() == 1 && found.contains(user.jar()));
  }

  private Set<String> jarsOf(String packageName) {
    Set<String> found = new HashSet<>();
    for (ClassModel type : universe.found()) {
      if (type.packageName().equals(packageName)) {
        found.add(type.jar());
      }
    }
    return found;
  }
}
