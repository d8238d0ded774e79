package dev.pluginswap.verify.link;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells, by the constant pools alone, in which classes of a plugin the code has to be looked at.
 * Where a class names nothing but classes of its own jar and of the JDK, and each member that it
 * names is there and open to it, the code is as its compiler has left it: whether it treats a field
 * as static, or one class as another's subtype, was true then and is now.
 */
final class Screening {

  /** Loading a library is worth a look at which. */
  private static final Set<String> LOADING = Set.of("load", "loadLibrary");

  private final Check check;
  private final boolean loadsLibraries;

  /** Whether all of a class's supertypes are there, of its jar or of the JDK. */
  private final Map<ClassModel, Boolean> plainAbove = new HashMap<>();

  Screening(Check check) {
    this.check = check;
    this.loadsLibraries =
        check.plugin.classes().values().stream()
            .flatMap(type -> type.mentions().members().stream())
            .anyMatch(Screening::loadsLibrary);
  }

  /** Whether some class of the plugin loads a native library. */
  boolean loadsLibraries() {
    return loadsLibraries;
  }

  private static boolean loadsLibrary(MemberRef ref) {
    return LOADING.contains(ref.name())
        && (ref.owner().equals("java/lang/System") || ref.owner().equals("java/lang/Runtime"));
  }

  /** Whether its code need not be looked at. */
  boolean isPlain(PluginClass type) {
    ClassModel user = type.model();
    for (String name : type.mentions().types()) {
      ClassModel named = check.universe.find(name);
      if (named == null || !isAtHome(user, named) || !hasPlainSupertypes(named)) {
        return false;
      }
    }
    for (MemberRef ref : type.mentions().members()) {
      if (ref.owner().charAt(0) != '[' && !isPlain(user, ref)) {
        return false;
      }
    }
    return true;
  }

  private boolean isPlain(ClassModel user, MemberRef ref) {
    ClassModel owner = check.universe.find(ref.owner());
    if (owner == null
        || !isAtHome(user, owner)
        || check.access.denial(user, owner) != null
        || (ref.isMethod() && owner.isInterface() != ref.isInterface())
        || loadsLibrary(ref)) {
      return false;
    }
    MemberLookup.@Nullable Found found = check.resolve(ref);
    return found != null
        && isAtHome(user, found.holder())
        && (found.holder() == owner || !ref.name().equals("<init>"))
        && check.access.permits(user, owner, found.holder(), found.member())
        && (loadsLibraries || !found.member().isNative() || found.holder().origin().isJdk());
  }

  private static boolean isAtHome(ClassModel user, ClassModel named) {
    return named.origin().isJdk()
        || (named.origin().isPlugin() && named.jar().equals(user.jar()));
  }

  private boolean hasPlainSupertypes(ClassModel type) {
    if (type.origin().isJdk()) {
      return true;
    }
    Boolean known = plainAbove.get(type);
    if (known == null) {
      known =
          check.hierarchy.isComplete(type)
              && check.hierarchy.classes(type).stream().allMatch(each -> isAtHome(type, each))
              && check.hierarchy.interfaces(type).stream().allMatch(each -> isAtHome(type, each));
      plainAbove.put(type, known);
    }
    return known;
  }
}
