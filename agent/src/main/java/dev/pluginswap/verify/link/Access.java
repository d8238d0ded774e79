package dev.pluginswap.verify.link;

import org.jspecify.annotations.Nullable;

/** Who may use what (JVMS 5.4.4). */
final class Access {

  private final Universe universe;
  private final Hierarchy hierarchy;

  Access(Universe universe, Hierarchy hierarchy) {
    this.universe = universe;
    this.hierarchy = hierarchy;
  }

  /** Why a class may not use another. */
  enum Denial {
    NOT_PUBLIC,
    NOT_EXPORTED
  }

  /** Whether a class may use another; null when it may. */
  @Nullable Denial denial(ClassModel user, ClassModel used) {
    if (used == user || user.samePackage(used)) {
      return null;
    }
    if (!used.isPublic()) {
      return Denial.NOT_PUBLIC;
    }
    // The plugin is an unnamed module, which reads all others.
    return used.origin().isPlugin() || universe.isExported(used.packageName())
        ? null
        : Denial.NOT_EXPORTED;
  }

  /**
   * Whether a class may use a member.
   *
   * @param named the class that the reference names, of which the holder is a supertype
   */
  boolean permits(ClassModel user, ClassModel named, ClassModel holder, Member member) {
    if (user == holder || member.isPublic()) {
      return true;
    }
    if (member.isPrivate()) {
      return areNestMates(user, holder);
    }
    return user.samePackage(holder)
        || (member.isProtected() && permitsProtected(user, named, holder, member));
  }

  /** As HotSpot has it: the class that is named must be related to the user. */
  private boolean permitsProtected(
      ClassModel user, ClassModel named, ClassModel holder, Member member) {
    return hierarchy.classes(user).contains(holder)
        && (member.isStatic()
            || hierarchy.classes(named).contains(user)
            || hierarchy.classes(user).contains(named));
  }

  private boolean areNestMates(ClassModel one, ClassModel other) {
    return nestHost(one) == nestHost(other);
  }

  /** The nest host (5.4.4): itself, when the one it claims does not list it. */
  private ClassModel nestHost(ClassModel type) {
    if (type.nestHost() == null) {
      return type;
    }
    ClassModel host = universe.find(type, type.nestHost());
    return host != null && host.samePackage(type) && host.nestMembers().contains(type.name())
        ? host
        : type;
  }
}
