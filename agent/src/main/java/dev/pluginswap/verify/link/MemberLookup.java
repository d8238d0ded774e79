package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Finds members as the JVM does: resolution (JVMS 5.4.3.2 to 5.4.3.4) and selection (5.4.6),
 * without their access.
 */
final class MemberLookup {

  private final Universe universe;
  private final Hierarchy hierarchy;

  MemberLookup(Universe universe, Hierarchy hierarchy) {
    this.universe = universe;
    this.hierarchy = hierarchy;
  }

  /**
   * A member and the class that declares it.
   *
   * @param holder the class
   * @param member what it declares
   */
  record Found(ClassModel holder, Member member) {}

  /** What a receiver's class makes of a call. */
  sealed interface Selection {

    /** The method that runs. */
    record Selected(Found found) implements Selection {}

    /** There is no body. */
    record Abstract() implements Selection {}

    /** Two interfaces have a body, and neither comes first. */
    record Conflict(Found one, Found other) implements Selection {}
  }

  /** Field resolution (5.4.3.2); null when there is none. */
  @Nullable Found field(ClassModel type, String name, String descriptor) {
    for (ClassModel each : hierarchy.classes(type)) {
      Member own = each.fields().get(name, descriptor);
      if (own != null) {
        return new Found(each, own);
      }
      for (ClassModel parent : hierarchy.interfaces(each)) {
        Member inherited = parent.fields().get(name, descriptor);
        if (inherited != null) {
          return new Found(parent, inherited);
        }
      }
    }
    return null;
  }

  /** Method resolution (5.4.3.3) in a class; null when there is none. */
  @Nullable Found method(ClassModel type, String name, String descriptor) {
    for (ClassModel each : hierarchy.classes(type)) {
      Member own = each.method(name, descriptor);
      if (own != null) {
        return new Found(each, own);
      }
      Member polymorphic = signaturePolymorphic(each, name);
      if (polymorphic != null) {
        return new Found(each, polymorphic);
      }
    }
    return inInterfaces(type, name, descriptor);
  }

  /** Method resolution (5.4.3.4) in an interface; null when there is none. */
  @Nullable Found interfaceMethod(ClassModel type, String name, String descriptor) {
    Member own = type.method(name, descriptor);
    if (own != null) {
      return new Found(type, own);
    }
    ClassModel object = universe.find(type, Names.OBJECT);
    Member ofObject = object == null ? null : object.method(name, descriptor);
    if (object != null && ofObject != null && ofObject.isPublic() && !ofObject.isStatic()) {
      return new Found(object, ofObject);
    }
    return inInterfaces(type, name, descriptor);
  }

  /** Method selection (5.4.6) for an object of a class on which the declared method is called. */
  Selection select(ClassModel type, Found declared) {
    String name = declared.member().name();
    String descriptor = declared.member().descriptor();
    for (ClassModel each : hierarchy.classes(type)) {
      Member own = each.method(name, descriptor);
      if (own != null && own.isVirtual() && mayOverride(each, declared)) {
        return own.isAbstract()
            ? new Selection.Abstract()
            : new Selection.Selected(new Found(each, own));
      }
    }
    List<Found> bodies = bodies(maximallySpecific(type, name, descriptor));
    return switch (bodies.size()) {
      case 0 -> new Selection.Abstract();
      case 1 -> new Selection.Selected(bodies.get(0));
      default -> new Selection.Conflict(bodies.get(0), bodies.get(1));
    };
  }

  private static List<Found> bodies(List<Found> methods) {
    List<Found> bodies = new ArrayList<>(methods.size());
    for (Found method : methods) {
      if (!method.member().isAbstract()) {
        bodies.add(method);
      }
    }
    return bodies;
  }

  /** Package-private methods are overridden within their run-time package alone (5.4.5). */
  private static boolean mayOverride(ClassModel type, Found declared) {
    return !declared.member().isPackagePrivate() || type.samePackage(declared.holder());
  }

  /** See {@link java.lang.invoke.MethodHandle}: such a call has any descriptor. */
  private static @Nullable Member signaturePolymorphic(ClassModel type, String name) {
    if (!type.name().equals("java/lang/invoke/MethodHandle")
        && !type.name().equals("java/lang/invoke/VarHandle")) {
      return null;
    }
    int flags = Opcodes.ACC_NATIVE | Opcodes.ACC_VARARGS;
    for (Member method : type.methods().all()) {
      if (method.name().equals(name) && (method.access() & flags) == flags) {
        return method;
      }
    }
    return null;
  }

  private @Nullable Found inInterfaces(ClassModel type, String name, String descriptor) {
    List<Found> specific = maximallySpecific(type, name, descriptor);
    List<Found> bodies = bodies(specific);
    if (bodies.size() == 1) {
      return bodies.get(0);
    }
    return specific.isEmpty() ? null : specific.get(0);
  }

  /** The maximally-specific superinterface methods (5.4.3.3). */
  private List<Found> maximallySpecific(ClassModel type, String name, String descriptor) {
    Set<ClassModel> parents = hierarchy.interfaces(type);
    List<Found> candidates = new ArrayList<>();
    for (ClassModel parent : parents) {
      Member method = parent.method(name, descriptor);
      if (method != null && method.isVirtual()) {
        candidates.add(new Found(parent, method));
      }
    }
    if (candidates.size() < 2) {
      return candidates;
    }
    List<Found> specific = new ArrayList<>(candidates.size());
    for (Found candidate : candidates) {
      if (!hasMoreSpecific(candidate, candidates)) {
        specific.add(candidate);
      }
    }
    return specific;
  }

  private boolean hasMoreSpecific(Found candidate, List<Found> candidates) {
    for (Found other : candidates) {
      if (other.holder() != candidate.holder()
          && hierarchy.interfaces(other.holder()).contains(candidate.holder())) {
        return true;
      }
    }
    return false;
  }
}
