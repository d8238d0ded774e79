package dev.pluginswap.verify.link;

import java.util.HashSet;
import java.util.Set;

/** The packages of which a plugin meets at least one class. */
final class Companions {

  private final Set<String> packages;

  private Companions(Set<String> packages) {
    this.packages = packages;
  }

  static Companions of(Check check) {
    Set<String> packages = new HashSet<>();
    for (ClassModel type : check.universe.found()) {
      packages.add(type.packageName());
    }
    return new Companions(packages);
  }

  boolean isThere(String packageName) {
    return packages.contains(packageName);
  }
}
