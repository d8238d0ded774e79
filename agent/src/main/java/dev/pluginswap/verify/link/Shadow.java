package dev.pluginswap.verify.link;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * A throw-away loader of a plugin's classes, asked for them one by one. Initialises none. Used by
 * one thread.
 */
final class Shadow {

  private static final String LOOKUPS = "PluginSwap$Lookups";

  private final ClassLoader loader;

  /** Classes by internal name or array descriptor, or why there are none. */
  private final Map<String, Object> classes = new HashMap<>();

  /** Method types by descriptor; empty where a class in it is missing. */
  private final Map<String, Optional<MethodType>> types = new HashMap<>();

  /** A lookup with full privileges in the loader's unnamed module; null until a class is there. */
  private MethodHandles.@Nullable Lookup origin;

  Shadow(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Loads.
   *
   * @param name internal name or array descriptor
   * @return a class or a {@link Refusal}
   */
  Object find(String name) {
    Object known = classes.get(name);
    if (known == null) {
      known = load(name);
      classes.put(name, known);
    }
    return known;
  }

  private Object load(String name) {
    try {
      return Class.forName(Names.binary(name), false, loader);
    } catch (ClassNotFoundException e) {
      String element = Names.element(name);
      return Refusal.missing(element == null ? name : element);
    } catch (LinkageError e) {
      return Refusal.of(e);
    } catch (SecurityException e) { // signers that differ within a package
      return Refusal.of(LinkError.LINKAGE, Refusal.firstLine(e));
    }
  }

  /** The class as the loader itself has defined it; null when there is none. */
  @Nullable Class<?> own(String name) {
    return find(name) instanceof Class<?> type && type.getClassLoader() == loader ? type : null;
  }

  /**
   * Links a class: the JVM verifies it and lays out its methods.
   *
   * @return what it refuses; null when it has linked, or when only an initialisation would tell
   */
  @Nullable Refusal link(Class<?> type, ClassModel model) {
    // Reflection links the class and then makes objects of its members, whose types may be missing
    // without harm. What one kind of members lacks is told from what linking lacks by another kind.
    List<Member> constructors = new ArrayList<>(model.methods().all());
    constructors.removeIf(method -> !method.name().equals("<init>"));
    Set<String> lacking = new HashSet<>();
    try {
      if (lacksNone(model.fields().all(), lacking)) {
        Objects.requireNonNull(type.getDeclaredFields());
      } else if (lacksNone(constructors, lacking)) {
        Objects.requireNonNull(type.getDeclaredConstructors());
      } else {
        lacksNone(model.methods().all(), lacking);
        Objects.requireNonNull(type.getDeclaredMethods());
      }
      return null;
    } catch (LinkageError e) {
      Refusal refusal = Refusal.of(e);
      return refusal.missing() != null && lacking.contains(refusal.missing()) ? null : refusal;
    }
  }

  /** Replaces {@code lacking} with the types of these members that are not there. */
  private boolean lacksNone(List<Member> members, Set<String> lacking) {
    lacking.clear();
    members.stream()
        .flatMap(member -> Names.classesIn(member.descriptor()).stream())
        .distinct()
        .filter(name -> find(name) instanceof Refusal)
        .forEach(lacking::add);
    return lacking.isEmpty();
  }

  /** A method's or, as that of a getter, a field's type; empty where a class in it is missing. */
  Optional<MethodType> type(String descriptor) {
    String method = descriptor.charAt(0) == '(' ? descriptor : "()" + descriptor;
    return types.computeIfAbsent(method, this::parse);
  }

  private Optional<MethodType> parse(String descriptor) {
    try {
      return Optional.of(MethodType.fromMethodDescriptorString(descriptor, loader));
    } catch (TypeNotPresentException | LinkageError e) {
      return Optional.empty(); // the JVM itself would not have to load it
    }
  }

  /** A lookup with the rights of a class of the plugin. */
  MethodHandles.Lookup in(Class<?> type) throws IllegalAccessException {
    if (origin == null) {
      origin = lookups(type);
    }
    return MethodHandles.privateLookupIn(type, origin);
  }

  /** A lookup with the rights that all classes of the plugin have. */
  MethodHandles.Lookup anywhere(Class<?> type) throws IllegalAccessException {
    return in(type).dropLookupMode(MethodHandles.Lookup.PACKAGE);
  }

  /**
   * From a lookup of ours one gets no more than access to a package: we are another module. A class
   * that is defined in it can give away what it has.
   */
  private static MethodHandles.Lookup lookups(Class<?> neighbour) throws IllegalAccessException {
    String name = neighbour.getPackageName().replace('.', '/');
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name.isEmpty() ? LOOKUPS : name + "/" + LOOKUPS,
        null,
        Names.OBJECT,
        null);
    String descriptor = Type.getMethodDescriptor(Type.getType(MethodHandles.Lookup.class));
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "lookup", descriptor, null, null);
    method.visitCode();
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(MethodHandles.class),
        "lookup",
        descriptor,
        false);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(1, 0);
    method.visitEnd();
    writer.visitEnd();
    try {
      return (MethodHandles.Lookup)
          MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup())
              .defineClass(writer.toByteArray())
              .getMethod("lookup")
              .invoke(null);
    } catch (NoSuchMethodException | InvocationTargetException e) {
      throw new IllegalStateException("a class of our own making does not run", e);
    }
  }
}
