package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Raw;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Calls methods by their names: of the JDK's hidden classes, and of libraries that may be there.
 */
final class Members {

  private Members() {}

  /**
   * Calls the method of that name that a class itself declares and that takes these arguments,
   * whatever its visibility. What overrides it is called instead, as ever.
   *
   * @throws NoSuchMethodException if there is none
   * @throws Exception what the method throws
   */
  static @Nullable Object call(
      Class<?> declaring, String name, Object on, @Nullable Object... arguments) throws Exception {
    return invoke(
        Raw.trusted().unreflect(find(declaring.getDeclaredMethods(), name, declaring, arguments)),
        on,
        arguments);
  }

  /** As {@link #call}, but calls what the class declares even where that is overridden. */
  static @Nullable Object callSpecial(
      Class<?> declaring, String name, Object on, @Nullable Object... arguments) throws Exception {
    Method method = find(declaring.getDeclaredMethods(), name, declaring, arguments);
    return invoke(Raw.trusted().unreflectSpecial(method, declaring), on, arguments);
  }

  /** As {@link #call}, of a public method that the object's class has or inherits. */
  static @Nullable Object callPublic(Object on, String name, @Nullable Object... arguments)
      throws Exception {
    Class<?> type = on.getClass();
    return invoke(
        Raw.trusted().unreflect(find(type.getMethods(), name, type, arguments)), on, arguments);
  }

  /** Whether an object is of a class, or a class or interface below one, of that name. */
  static boolean isA(Object object, String type) {
    return isBelow(object.getClass(), type);
  }

  private static boolean isBelow(@Nullable Class<?> type, String name) {
    return type != null
        && (type.getName().equals(name)
            || isBelow(type.getSuperclass(), name)
            || Arrays.stream(type.getInterfaces()).anyMatch(above -> isBelow(above, name)));
  }

  private static Method find(
      Method[] methods, String name, Class<?> type, @Nullable Object... arguments)
      throws NoSuchMethodException {
    return Arrays.stream(methods)
        .filter(method -> method.getName().equals(name) && !method.isBridge())
        .filter(method -> takes(method.getParameterTypes(), arguments))
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchMethodException(
                    "%s.%s with such %d arguments"
                        .formatted(type.getName(), name, arguments.length)));
  }

  private static boolean takes(Class<?>[] parameters, @Nullable Object... arguments) {
    boolean isSo = parameters.length == arguments.length;
    for (int i = 0; isSo && i < parameters.length; i++) {
      isSo =
          arguments[i] == null
              ? !parameters[i].isPrimitive()
              : MethodType.methodType(parameters[i]).wrap().returnType().isInstance(arguments[i]);
    }
    return isSo;
  }

  private static @Nullable Object invoke(
      MethodHandle method, Object on, @Nullable Object... arguments) throws Exception {
    @Nullable Object[] all = new @Nullable Object[arguments.length + 1];
    all[0] = on;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    try {
      return method.invokeWithArguments(all);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
