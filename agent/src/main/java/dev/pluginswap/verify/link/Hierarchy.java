package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is whose supertype, each name resolved by the loader of the class that has it. What is
 * missing is left out, and a circle is cut: both are problems of the class that declares them. For
 * one check by one thread.
 */
final class Hierarchy {

  private final Universe universe;
  private final Map<ClassModel, List<ClassModel>> classes = new HashMap<>();
  private final Map<ClassModel, Set<ClassModel>> interfaces = new HashMap<>();
  private final Map<ClassModel, Optional<Missing>> missing = new HashMap<>();

  Hierarchy(Universe universe) {
    this.universe = universe;
  }

  @Nullable ClassModel superclass(ClassModel type) {
    return type.superName() == null ? null : universe.find(type, type.superName());
  }

  /** The class itself, its superclass, and so on. */
  List<ClassModel> classes(ClassModel type) {
    List<ClassModel> known = classes.get(type);
    if (known != null) {
      return known;
    }
    List<ClassModel> chain = new ArrayList<>();
    for (ClassModel next = type; next != null && !chain.contains(next); next = superclass(next)) {
      chain.add(next);
    }
    List<ClassModel> result = List.copyOf(chain);
    classes.put(type, result);
    return result;
  }

  /** All its superinterfaces, direct and inherited; itself not. */
  Set<ClassModel> interfaces(ClassModel type) {
    Set<ClassModel> known = interfaces.get(type);
    if (known != null) {
      return known;
    }
    interfaces.put(type, Set.of()); // cuts a circle
    Set<ClassModel> all = new LinkedHashSet<>();
    for (String name : type.interfaces()) {
      ClassModel direct = universe.find(type, name);
      if (direct != null && all.add(direct)) {
        all.addAll(interfaces(direct));
      }
    }
    ClassModel parent = superclass(type);
    if (parent != null && !type.isInterface()) {
      all.addAll(interfaces(parent));
    }
    interfaces.put(type, all);
    return all;
  }

  /** Whether values of the first type are values of the second; also when they are one. */
  boolean isSubtype(ClassModel type, ClassModel of) {
    return of.isInterface()
        ? type == of || interfaces(type).contains(of)
        : classes(type).contains(of);
  }

  /** Whether all supertypes are there, and none of them is its own. */
  boolean isComplete(ClassModel type) {
    return firstMissing(type) == null;
  }

  /** A supertype that is not there, or that leads back to the class; null when all is well. */
  @Nullable Missing firstMissing(ClassModel type) {
    Optional<Missing> known = missing.get(type);
    if (known == null) {
      List<String> parents = new ArrayList<>(type.interfaces());
      if (type.superName() != null) {
        parents.add(0, type.superName());
      }
      // Whoever comes back here while this is being found out has gone in a circle.
      missing.put(type, Optional.of(new Missing(type, type.name())));
      known = Optional.ofNullable(firstMissing(type, parents));
      missing.put(type, known);
    }
    return known.orElse(null);
  }

  private @Nullable Missing firstMissing(ClassModel type, List<String> parents) {
    for (String name : parents) {
      ClassModel parent = universe.find(type, name);
      Missing above = parent == null ? new Missing(type, name) : firstMissing(parent);
      if (above != null) {
        return above;
      }
    }
    return null;
  }

  /**
   * A supertype that is not there.
   *
   * @param subtype the class that declares it
   * @param name its internal name
   */
  record Missing(ClassModel subtype, String name) {}
}
