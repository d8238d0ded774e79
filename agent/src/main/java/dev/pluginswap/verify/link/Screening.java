package dev.pluginswap.verify.link;

import java.util.HashMap;
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

  /** How a switch by pattern ends that has one more character before it: a primitive selector. */
  private static final String SWITCH = "I)I";

  /** In place of a method's name, which it cannot be. */
  private static final String ANY = "/";

  private static final int[] NONE = {};

  private static final byte UNKNOWN = 0;
  private static final byte PLAIN = 1;
  private static final byte OTHER = 2;

  private final Check check;
  private final boolean loadsLibraries;

  /** What is known already, by the jar of the class that asks. */
  private final Map<String, Jar> jars = new HashMap<>();

  /** By interface, see {@link #onlyMethodOf}. */
  private final Map<String, String> onlyMethods = new HashMap<>();

  Screening(Check check) {
    this.check = check;
    this.loadsLibraries = loadsLibraries(check.plugin);
  }

  private static boolean loadsLibraries(PluginIndex plugin) {
    Texts texts = plugin.texts();
    for (int i = 0; i < texts.refCount(); i++) {
      if (loadsLibrary(texts.ref(i))) {
        return true;
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

  /** Whether its code need not be looked at: mostly its constants tell so. */
  boolean isPlain(PluginClass type) {
    ClassModel user = type.model();
    Jar jar = jars.get(user.jar());
    if (jar == null) {
      jar = new Jar(type.mentions().texts());
      jars.put(user.jar(), jar);
    }
    if (jar.isPlain(user, type.mentions())) {
      return true;
    }
    Mentions ofCode = type.codeMentions();
    return ofCode != null && jar.isPlain(user, ofCode);
  }

  /**
   * Whether a member is there, of the user's jar or the JDK, and open to it.
   *
   * @return {@link #PLAIN} or {@link #OTHER}; {@link #UNKNOWN} if it is plain for this user, and
   *     others are to ask for themselves
   */
  private byte judge(ClassModel user, MemberRef ref) {
    if (ref.owner().charAt(0) == '[') {
      return PLAIN;
    }
    ClassModel owner = check.universe.find(ref.owner());
    if (owner == null
        || !isAtHome(user, owner)
        || (ref.isMethod() && owner.isInterface() != ref.isInterface())
        || loadsLibrary(ref)) {
      return OTHER;
    }
    MemberLookup.@Nullable Found found = check.lookUp(owner, ref);
    if (found == null
        || !isAtHome(user, found.holder())
        || (found.holder() != owner && ref.name().equals("<init>"))
        || !(loadsLibraries || !found.member().isNative() || found.holder().origin().isJdk())) {
      return OTHER;
    }
    if (owner.isPublic() && found.member().isPublic()) {
      return check.access.denial(user, owner) == null ? PLAIN : OTHER;
    }
    return check.access.denial(user, owner) == null
            && check.access.permits(user, owner, found.holder(), found.member())
        ? UNKNOWN
        : OTHER;
  }

  private static boolean isAtHome(ClassModel user, ClassModel named) {
    return named.origin().isJdk() || (named.origin().isPlugin() && named.jar().equals(user.jar()));
  }

  /** Whether all of a class's supertypes are there, of its jar or of the JDK. */
  private boolean hasPlainSupertypes(ClassModel type) {
    return type.origin().isJdk() || (check.hierarchy.isComplete(type) && areAllAtHome(type));
  }

  /**
   * The name of the abstract methods of an interface, if they have one name; {@link #ANY} if there
   * is nothing that a lambda of it would have to implement, and empty if there is more.
   */
  private String onlyMethodOf(String name) {
    ClassModel type = check.universe.find(name);
    if (type == null || !type.isInterface()) {
      return type != null && type.origin().isJdk() ? ANY : "";
    }
    String only = onlyMethodOf(type, ANY);
    for (ClassModel above : check.hierarchy.interfaces(type)) {
      only = onlyMethodOf(above, only);
    }
    return only;
  }

  private String onlyMethodOf(ClassModel type, String soFar) {
    ClassModel object = check.universe.find(Names.OBJECT);
    String only = soFar;
    for (Member method : type.methods().array()) {
      boolean counts = method.isAbstract() && (object == null || object.method(method) == null);
      if (counts && !only.equals(method.name())) {
        only = only.equals(ANY) ? method.name() : "";
      }
    }
    return only;
  }

  private boolean areAllAtHome(ClassModel type) {
    for (ClassModel above : check.hierarchy.classes(type)) {
      if (!isAtHome(type, above)) {
        return false;
      }
    }
    for (ClassModel above : check.hierarchy.interfaces(type)) {
      if (!isAtHome(type, above)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Those numbers that are not known to be plain: few. Kept apart from what is done with them,
   * since all that this loop would call the JVM's compiler would put into it.
   */
  private static int[] notPlain(byte[] known, int[] numbers) {
    int count = 0;
    for (int number : numbers) {
      if (known[number] != PLAIN) {
        count++;
      }
    }
    return count == 0 ? NONE : notPlain(known, numbers, count);
  }

  private static int[] notPlain(byte[] known, int[] numbers, int count) {
    int[] others = new int[count];
    int at = 0;
    for (int number : numbers) {
      if (known[number] != PLAIN) {
        others[at++] = number;
      }
    }
    return others;
  }

  /** What is known already of names, as classes of one jar use them; by their numbers. */
  private final class Jar {

    private final Texts texts;
    private final byte[] classes;
    private final byte[] descriptors;
    private final byte[] refs;

    /** By name of class: whether it is plain. */
    private final Map<String, Boolean> types = new HashMap<>(2 * check.plugin.classes().size());

    Jar(Texts texts) {
      this.texts = texts;
      this.classes = new byte[texts.size()];
      this.descriptors = new byte[texts.size()];
      this.refs = new byte[texts.refCount()]; // all class files have been read
    }

    boolean isPlain(ClassModel user, Mentions mentions) {
      return areClassesPlain(user, notPlain(classes, mentions.classNumbers()))
          && areDescriptorsPlain(user, notPlain(descriptors, mentions.descriptorNumbers()))
          && areRefsPlain(user, notPlain(refs, mentions.foreignNumbers()))
          && areDynamicsPlain(mentions.dynamicNumbers());
    }

    private boolean areClassesPlain(ClassModel user, int[] numbers) {
      for (int number : numbers) {
        if (!isPlainClass(user, number)) {
          return false;
        }
      }
      return true;
    }

    private boolean areDescriptorsPlain(ClassModel user, int[] numbers) {
      for (int number : numbers) {
        if (!isPlainDescriptor(user, number)) {
          return false;
        }
      }
      return true;
    }

    private boolean areRefsPlain(ClassModel user, int[] numbers) {
      for (int number : numbers) {
        if (!isPlainRef(user, number)) {
          return false;
        }
      }
      return true;
    }

    private boolean areDynamicsPlain(int[] numbers) {
      for (int i = 0; i < numbers.length; i += 2) {
        if (!isPlainDynamic(texts.text(numbers[i]), texts.text(numbers[i + 1]))) {
          return false;
        }
      }
      return true;
    }

    /**
     * Whether a lambda is of an interface that has no other method than the one it implements, and
     * a switch is one of objects.
     */
    private boolean isPlainDynamic(String name, String descriptor) {
      if (descriptor.endsWith(SWITCH) && descriptor.length() == 2 + SWITCH.length()) {
        return false; // which versions of Java take it differs
      }
      int result = descriptor.indexOf(')') + 1;
      if (descriptor.charAt(result) != 'L') {
        return true;
      }
      String type = descriptor.substring(result + 1, descriptor.length() - 1);
      String only = onlyMethods.get(type);
      if (only == null) {
        only = onlyMethodOf(type);
        onlyMethods.put(type, only);
      }
      return only.equals(ANY) || only.equals(name);
    }

    private boolean isPlainClass(ClassModel user, int number) {
      if (classes[number] == UNKNOWN) {
        String name = texts.text(number);
        boolean isPlain = name.charAt(0) == '[' ? areAllPlain(user, name) : isPlain(user, name);
        classes[number] = isPlain ? PLAIN : OTHER;
      }
      return classes[number] == PLAIN;
    }

    private boolean isPlainDescriptor(ClassModel user, int number) {
      if (descriptors[number] == UNKNOWN) {
        descriptors[number] = areAllPlain(user, texts.text(number)) ? PLAIN : OTHER;
      }
      return descriptors[number] == PLAIN;
    }

    private boolean isPlainRef(ClassModel user, int number) {
      if (refs[number] == OTHER) {
        return false;
      }
      MemberRef ref = texts.ref(number);
      refs[number] = judge(user, ref);
      return refs[number] != OTHER;
    }

    private boolean areAllPlain(ClassModel user, String descriptor) {
      for (String name : Names.classesIn(descriptor)) {
        if (!isPlain(user, name)) {
          return false;
        }
      }
      return true;
    }

    private boolean isPlain(ClassModel user, String name) {
      Boolean known = types.get(name);
      if (known == null) {
        known = isPlainType(user, name);
        types.put(name, known);
      }
      return known;
    }

    private boolean isPlainType(ClassModel user, String name) {
      ClassModel named = check.universe.find(name);
      return named != null
          && isAtHome(user, named)
          && (named.origin().isPlugin() || check.universe.isExported(named.packageName()))
          && hasPlainSupertypes(named);
    }
  }
}
