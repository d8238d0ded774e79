package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is whose supertype, each name resolved by the loader of the class that has it. What is
 * missing is left out, and a circle is cut: both are problems of the class that declares them. For
 * one check by one thread.
 */
final class Hierarchy {

  private final Universe universe;
  private final Map<ClassModel, Above> known;

  /** With room for so many classes: to make it while it grows is what a cold JVM is slow at. */
  Hierarchy(Universe universe, int classes) {
    this.universe = universe;
    this.known = new HashMap<>(2 * classes);
  }

  /** What is known of the supertypes of one class: null and false before it was asked for. */
  private static final class Above {

    @Nullable ClassModel parent;
    @Nullable List<ClassModel> classes;
    @Nullable Set<ClassModel> interfaces;

    /** Of an interface: these and itself. */
    @Nullable Set<ClassModel> withItself;

    boolean isFollowed;

    /** Once it is followed, null when all of them are there. */
    @Nullable Missing missing;
  }

  private Above above(ClassModel type) {
    Above above = known.get(type);
    if (above == null) {
      above = new Above();
      known.put(type, above);
    }
    return above;
  }

  @Nullable ClassModel superclass(ClassModel type) {
    return superclass(type, above(type));
  }

  private @Nullable ClassModel superclass(ClassModel type, Above above) {
    String name = type.superName();
    if (above.parent == null && name != null) {
      above.parent = universe.find(type, name);
    }
    return above.parent;
  }

  /** The class itself, its superclass, and so on. Not to be changed. */
  List<ClassModel> classes(ClassModel type) {
    Above above = above(type);
    List<ClassModel> chain = above.classes;
    if (chain == null) {
      chain = followed(type);
      above.classes = chain;
    }
    return chain;
  }

  /** In a loop: of what calls itself the JVM's compiler makes very much. */
  private List<ClassModel> followed(ClassModel type) {
    List<ClassModel> chain = new ArrayList<>();
    ClassModel next = type;
    while (next != null && !chain.contains(next)) { // cuts a circle
      chain.add(next);
      next = superclass(next);
    }
    return chain;
  }

  /** All its superinterfaces, direct and inherited; itself not. */
  Set<ClassModel> interfaces(ClassModel type) {
    Above above = above(type);
    Set<ClassModel> all = above.interfaces;
    if (all == null) {
      above.interfaces = Set.of(); // cuts a circle
      ClassModel parent = type.isInterface() ? null : superclass(type, above);
      Set<ClassModel> inherited = parent == null ? Set.of() : interfaces(parent);
      all = type.interfaces().isEmpty() ? inherited : withDirect(type, inherited);
      above.interfaces = all;
    }
    return all;
  }

  private Set<ClassModel> withDirect(ClassModel type, Set<ClassModel> inherited) {
    if (type.interfaces().size() == 1 && inherited.isEmpty()) {
      ClassModel direct = universe.find(type, type.interfaces().get(0));
      return direct == null ? Set.of() : withItself(direct);
    }
    Set<ClassModel> all = new LinkedHashSet<>();
    for (String name : type.interfaces()) {
      ClassModel direct = universe.find(type, name);
      if (direct != null) {
        all.addAll(withItself(direct));
      }
    }
    all.addAll(inherited);
    return all;
  }

  /** An interface and what it extends: one set for all classes that have these and no more. */
  private Set<ClassModel> withItself(ClassModel direct) {
    Above above = above(direct);
    Set<ClassModel> all = above.withItself;
    if (all == null) {
      all = new LinkedHashSet<>();
      all.add(direct);
      all.addAll(interfaces(direct));
      above.withItself = all;
    }
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
    Above above = above(type);
    if (!above.isFollowed) {
      above.isFollowed = true;
      // Whoever comes back here while this is being found out has gone in a circle.
      above.missing = new Missing(type, type.name());
      above.missing = followed(type, above);
    }
    return above.missing;
  }

  private @Nullable Missing followed(ClassModel type, Above above) {
    Missing missing =
        type.superName() == null
            ? null
            : firstMissing(type, type.superName(), superclass(type, above));
    for (String name : type.interfaces()) {
      missing = missing == null ? firstMissing(type, name, universe.find(type, name)) : missing;
    }
    return missing;
  }

  private @Nullable Missing firstMissing(
      ClassModel type, String parentName, @Nullable ClassModel parent) {
    return parent == null ? new Missing(type, parentName) : firstMissing(parent);
  }

  /**
   * A supertype that is not there.
   *
   * @param subtype the class that declares it
   * @param name its internal name
   */
  record Missing(ClassModel subtype, String name) {}
}
