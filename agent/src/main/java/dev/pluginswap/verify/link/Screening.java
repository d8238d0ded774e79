package dev.pluginswap.verify.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells, by the constant pools alone, in which classes of a plugin the code has to be looked at.
 * Where a class names nothing but classes of its own jar and of the JDK, and each member that it
 * names is there and open to it, the code is as its compiler has left it: whether it treats a field
 * as static, or one class as another's subtype, was true then and is now. What a compiler does not
 * do, such as writing its own final fields elsewhere than in an initialiser, is left to the JVM.
 */
final class Screening {

  /** Loading a library is worth a look at which. */
  private static final Set<String> LOADING = Set.of("load", "loadLibrary");

  /** What it takes depends on the version of Java. */
  private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";

  private final Check check;
  private final boolean loadsLibraries;

  private final Map<String, Jar> jars = new HashMap<>();

  /** Whether all of a class's supertypes are there, of its jar or of the JDK. */
  private final Map<ClassModel, Boolean> plainAbove = new HashMap<>();

  Screening(Check check) {
    this.check = check;
    this.loadsLibraries = loadsLibraries(check.plugin);
  }

  private static boolean loadsLibraries(PluginIndex plugin) {
    for (PluginClass type : plugin.classes().values()) {
      for (MemberRef ref : type.mentions().members()) {
        if (loadsLibrary(ref)) {
          return true;
        }
      }
    }
    return false;
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
    Jar jar = jars.computeIfAbsent(user.jar(), name -> new Jar());
    if (!type.mentions()
        .allTypes(
            name -> jar.isPlain(user, name) && check.universe.isExported(Names.packageOf(name)),
            descriptor -> jar.isPlain(user, descriptor, type.mentions()))) {
      return false;
    }
    for (MemberRef ref : type.mentions().members()) {
      if (!jar.isPlain(user, ref)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a member is there, of the user's jar or the JDK, and open to it. */
  private boolean isPlain(ClassModel user, MemberRef ref, Set<MemberRef> toAll) {
    if (ref.owner().charAt(0) == '[') {
      return true;
    }
    ClassModel owner = check.universe.find(ref.owner());
    if (owner == null
        || !isAtHome(user, owner)
        || check.access.denial(user, owner) != null
        || (ref.isMethod() && owner.isInterface() != ref.isInterface())
        || ref.owner().equals(SWITCHES)
        || loadsLibrary(ref)) {
      return false;
    }
    MemberLookup.@Nullable Found found = check.resolve(ref);
    boolean isPlain =
        found != null
            && isAtHome(user, found.holder())
            && (found.holder() == owner || !ref.name().equals("<init>"))
            && check.access.permits(user, owner, found.holder(), found.member())
            && (loadsLibraries || !found.member().isNative() || found.holder().origin().isJdk());
    if (isPlain && found != null && owner.isPublic() && found.member().isPublic()) {
      toAll.add(ref);
    }
    return isPlain;
  }

  private static boolean isAtHome(ClassModel user, ClassModel named) {
    return named.origin().isJdk() || (named.origin().isPlugin() && named.jar().equals(user.jar()));
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

  /** What is known already of names, as classes of one jar use them. */
  private final class Jar {

    private final Map<String, Boolean> classes = new HashMap<>();
    private final Map<String, Boolean> descriptors = new HashMap<>();

    /** Plain members that are open to all classes of the jar. */
    private final Set<MemberRef> toAll = new HashSet<>();

    boolean isPlain(ClassModel user, MemberRef ref) {
      return toAll.contains(ref) || Screening.this.isPlain(user, ref, toAll);
    }

    boolean isPlain(ClassModel user, String name) {
      Boolean known = classes.get(name);
      if (known == null) {
        ClassModel named = check.universe.find(name);
        known = named != null && isAtHome(user, named) && hasPlainSupertypes(named);
        classes.put(name, known);
      }
      return known;
    }

    boolean isPlain(ClassModel user, String descriptor, Mentions mentions) {
      Boolean known = descriptors.get(descriptor);
      if (known == null) {
        known = true;
        for (String name : mentions.typesIn(descriptor)) {
          known &= isPlain(user, name);
        }
        descriptors.put(descriptor, known);
      }
      return known;
    }
  }
}
