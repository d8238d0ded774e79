package dev.pluginswap.verify.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolves members through the JVM: a method handle is made of each, with the rights of the class
 * that uses it. Nothing is called or initialised.
 *
 * <p>Where the library that makes method handles decides by rules of its own, in place of the JVM,
 * they are undone: final fields, constructors called as {@code super(…)}, callers that matter.
 */
final class ShadowMembers {

  private static final Set<String> POLYMORPHIC =
      Set.of("java/lang/invoke/MethodHandle", "java/lang/invoke/VarHandle");

  /** From this class file version on, only initialisers may set final fields (JVMS 6.5). */
  private static final int FINALS_IN_INITIALISERS = 53;

  private final Shadow shadow;

  /** What every class of the plugin may use. */
  private final Set<Request> open = new HashSet<>();

  ShadowMembers(Shadow shadow) {
    this.shadow = shadow;
  }

  private record Request(MemberKind kind, MemberRef ref) {}

  /**
   * Resolves.
   *
   * @param user the class that uses the member
   * @param code the method in which it does
   * @return what the JVM refuses; null when it does not, or when it cannot be asked
   */
  @Nullable Refusal resolve(Class<?> user, PluginClass model, MethodCode code, Use.OfMember use)
      throws IllegalAccessException {
    Request request = new Request(use.kind(), use.ref());
    if (open.contains(request) || isArray(use.ref().owner())) {
      return null;
    }
    Object found = shadow.find(use.ref().owner());
    if (found instanceof Refusal refusal) {
      return refusal;
    }
    Class<?> owner = (Class<?>) found;
    if (use.ref().isMethod() && use.ref().isInterface() != owner.isInterface()) {
      return Refusal.of(
          LinkError.INCOMPATIBLE_CLASS_CHANGE,
          "found %s %s, but %s was expected"
              .formatted(
                  owner.isInterface() ? "interface" : "class",
                  owner.getName(),
                  owner.isInterface() ? "a class" : "an interface"));
    }
    MethodType type = shadow.type(use.ref().descriptor()).orElse(null);
    boolean polymorphic = POLYMORPHIC.contains(use.ref().owner());
    if (type == null) {
      // An instruction does not need the types; a method handle, and a call like one, does.
      return polymorphic || use.kind().isHandle() ? missingIn(use.ref().descriptor()) : null;
    }
    if (polymorphic) {
      return null;
    }
    Call call = new Call(shadow.in(user), user, owner, use.ref().name(), type);
    if (isCommon(use.kind(), use.ref()) && isOpen(call, use.kind())) {
      open.add(request);
      return null;
    }
    return asked(call, model, code, use);
  }

  private @Nullable Refusal missingIn(String descriptor) {
    for (String name : Names.classesIn(descriptor)) {
      if (shadow.find(name) instanceof Refusal refusal) {
        return refusal;
      }
    }
    return null;
  }

  private static boolean isArray(String owner) {
    return owner.charAt(0) == '[';
  }

  /** Whether who asks makes no difference, if the member is public. */
  private static boolean isCommon(MemberKind kind, MemberRef ref) {
    return kind != MemberKind.HANDLE_SPECIAL
        && (kind != MemberKind.INVOKE_SPECIAL || ref.name().equals("<init>"));
  }

  private boolean isOpen(Call call, MemberKind kind) {
    try {
      call.with(call.lookup().dropLookupMode(MethodHandles.Lookup.PACKAGE)).find(kind);
      return true;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false; // asked again with the rights of the class itself
    }
  }

  private static @Nullable Refusal asked(
      Call call, PluginClass model, MethodCode code, Use.OfMember use) {
    MemberKind kind = use.kind();
    try {
      call.find(kind);
      return null;
    } catch (NoSuchMethodException | NoSuchFieldException e) {
      return refusal(e, use.ref().isMethod() ? LinkError.NO_SUCH_METHOD : LinkError.NO_SUCH_FIELD);
    } catch (IllegalAccessException e) {
      if (isLegalAllTheSame(call, model, code, kind)) {
        return null;
      }
      boolean otherKind = !(e.getCause() instanceof LinkageError) && call.isOfTheOtherKind(kind);
      return refusal(e, otherKind ? LinkError.INCOMPATIBLE_CLASS_CHANGE : LinkError.ILLEGAL_ACCESS);
    } catch (ReflectiveOperationException e) {
      return refusal(e, LinkError.INCOMPATIBLE_CLASS_CHANGE);
    } catch (LinkageError e) {
      return Refusal.of(e);
    }
  }

  /** What the JVM itself threw is the cause of what the library throws. */
  private static Refusal refusal(ReflectiveOperationException thrown, LinkError otherwise) {
    return thrown.getCause() instanceof LinkageError error
        ? Refusal.of(error)
        : Refusal.of(otherwise, Refusal.firstLine(thrown));
  }

  private static boolean isLegalAllTheSame(
      Call call, PluginClass model, MethodCode code, MemberKind kind) {
    if (kind.isWrite()) {
      return maySetFinal(call, model, code, kind);
    }
    if (call.name().equals("<init>")) {
      return isProtectedOfSuperclass(call) || isMarkedByMistake(call);
    }
    return isInheritedFromTheJdk(call);
  }

  /** There are no handles that set a final field, though its class's initialisers may. */
  private static boolean maySetFinal(
      Call call, PluginClass model, MethodCode code, MemberKind kind) {
    boolean isStatic = kind.wantsStatic();
    try {
      MethodHandle getter = call.find(isStatic ? MemberKind.GET_STATIC : MemberKind.GET_FIELD);
      var field = call.lookup().revealDirect(getter);
      return Modifier.isFinal(field.getModifiers())
          && field.getDeclaringClass() == call.user()
          && (model.model().version() < FINALS_IN_INITIALISERS
              || code.member().name().equals(isStatic ? "<clinit>" : "<init>"));
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  /** As {@code super(…)}; the verifier has seen to it that it is not called otherwise. */
  private static boolean isProtectedOfSuperclass(Call call) {
    if (!call.owner().isAssignableFrom(call.user()) || call.owner() == call.user()) {
      return false;
    }
    try {
      Constructor<?> constructor =
          call.owner().getDeclaredConstructor(call.type().parameterArray());
      return Modifier.isProtected(constructor.getModifiers());
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }

  private static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /**
   * Compilers have marked constructors as of variable arity whose last parameter is no array. The
   * JVM does not look at the mark.
   */
  private static boolean isMarkedByMistake(Call call) {
    Class<?>[] parameters = call.type().parameterArray();
    try {
      Constructor<?> constructor = call.owner().getDeclaredConstructor(parameters);
      return constructor.isVarArgs()
          && (parameters.length == 0 || !parameters[parameters.length - 1].isArray())
          && !Modifier.isPrivate(constructor.getModifiers())
          && (Modifier.isPublic(constructor.getModifiers())
              || call.owner().getPackageName().equals(call.user().getPackageName()));
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }

  /** The library asks more of those who want handles of methods that look at their caller. */
  private static boolean isInheritedFromTheJdk(Call call) {
    try {
      for (Class<?> type = call.owner(); type != null; type = type.getSuperclass()) {
        for (Method method : type.getDeclaredMethods()) {
          if (call.isAbout(method)) {
            return isOfTheJdk(type) && isOpenTo(call.user(), method);
          }
        }
      }
      return false;
    } catch (LinkageError e) {
      return false; // the class itself does not link, which is said of it
    }
  }

  private static boolean isOpenTo(Class<?> user, Method method) {
    Class<?> holder = method.getDeclaringClass();
    boolean isExported =
        Modifier.isPublic(holder.getModifiers())
            && holder.getModule().isExported(holder.getPackageName(), user.getModule());
    return isExported
        && (Modifier.isPublic(method.getModifiers())
            || (Modifier.isProtected(method.getModifiers()) && holder.isAssignableFrom(user)));
  }

  /** One member, asked for by one class. */
  private record Call(
      MethodHandles.Lookup lookup, Class<?> user, Class<?> owner, String name, MethodType type) {

    Call with(MethodHandles.Lookup other) {
      return new Call(other, user, owner, name, type);
    }

    boolean isAbout(Method method) {
      return method.getName().equals(name)
          && method.getReturnType() == type.returnType()
          && type.parameterList().equals(List.of(method.getParameterTypes()));
    }

    MethodHandle find(MemberKind kind) throws ReflectiveOperationException {
      return switch (kind) {
        case GET_FIELD, HANDLE_GET_FIELD -> lookup.findGetter(owner, name, type.returnType());
        case GET_STATIC, HANDLE_GET_STATIC ->
            lookup.findStaticGetter(owner, name, type.returnType());
        case PUT_FIELD, HANDLE_PUT_FIELD -> lookup.findSetter(owner, name, type.returnType());
        case PUT_STATIC, HANDLE_PUT_STATIC ->
            lookup.findStaticSetter(owner, name, type.returnType());
        case INVOKE_STATIC, HANDLE_STATIC -> lookup.findStatic(owner, name, type);
        case INVOKE_VIRTUAL, INVOKE_INTERFACE, HANDLE_VIRTUAL, HANDLE_INTERFACE ->
            lookup.findVirtual(owner, name, type);
        case HANDLE_NEW -> lookup.findConstructor(owner, type);
        case INVOKE_SPECIAL, HANDLE_SPECIAL ->
            name.equals("<init>")
                ? lookup.findConstructor(owner, type)
                : lookup.findSpecial(owner, name, type, user);
      };
    }

    /** Whether it is static where it should not be, or the reverse. */
    boolean isOfTheOtherKind(MemberKind kind) {
      MemberKind other =
          switch (kind) {
            case GET_FIELD, PUT_FIELD, HANDLE_GET_FIELD, HANDLE_PUT_FIELD -> MemberKind.GET_STATIC;
            case GET_STATIC, PUT_STATIC, HANDLE_GET_STATIC, HANDLE_PUT_STATIC ->
                MemberKind.GET_FIELD;
            case INVOKE_STATIC, HANDLE_STATIC -> MemberKind.INVOKE_VIRTUAL;
            default -> MemberKind.INVOKE_STATIC;
          };
      if (name.equals("<init>")) {
        return false;
      }
      try {
        find(other);
        return true;
      } catch (ReflectiveOperationException | LinkageError e) {
        return false;
      }
    }
  }
}
