package dev.pluginswap.unload.walk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes references in fields of any class, whatever its visibility and its module.
 *
 * <p>By the JDK's internal {@code Unsafe}: {@code sun.misc.Unsafe} warns of its removal from JDK 24
 * on (JEP 498), and reflection hides the fields of {@code Class}, {@code ClassLoader} and {@code
 * Thread} from everybody. Not to be touched unless {@link JdkAccess} is there.
 */
public final class Raw {

  private static final MethodHandle GET;
  private static final MethodHandle PUT;
  private static final MethodHandle COMPARE_AND_SET;
  private static final MethodHandle OFFSET;
  private static final MethodHandle STATIC_OFFSET;
  private static final MethodHandle STATIC_BASE;
  private static final MethodHandle IS_NOT_INITIALIZED;
  private static final MethodHandle FIELDS;
  private static final MethodHandles.Lookup TRUSTED;

  static {
    try {
      Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      Object unsafe = lookup.findStatic(type, "getUnsafe", MethodType.methodType(type)).invoke();
      Class<?> object = Object.class;
      GET = of(lookup, unsafe, "getReference", object, object, long.class);
      PUT = of(lookup, unsafe, "putReferenceVolatile", void.class, object, long.class, object);
      COMPARE_AND_SET =
          of(
              lookup,
              unsafe,
              "compareAndSetReference",
              boolean.class,
              object,
              long.class,
              object,
              object);
      OFFSET = of(lookup, unsafe, "objectFieldOffset", long.class, Field.class);
      STATIC_OFFSET = of(lookup, unsafe, "staticFieldOffset", long.class, Field.class);
      STATIC_BASE = of(lookup, unsafe, "staticFieldBase", object, Field.class);
      IS_NOT_INITIALIZED = of(lookup, unsafe, "shouldBeInitialized", boolean.class, Class.class);
      Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
      TRUSTED =
          (MethodHandles.Lookup)
              GET.invoke(STATIC_BASE.invoke(trusted), (long) STATIC_OFFSET.invoke(trusted));
      FIELDS =
          TRUSTED.findVirtual(
              Class.class,
              "getDeclaredFields0",
              MethodType.methodType(Field[].class, boolean.class));
    } catch (Throwable e) { // a method handle's invoke throws whatever it likes
      throw new ExceptionInInitializerError(e);
    }
  }

  private Raw() {}

  private static MethodHandle of(
      MethodHandles.Lookup lookup,
      Object unsafe,
      String name,
      Class<?> result,
      Class<?>... parameters)
      throws ReflectiveOperationException {
    return lookup
        .findVirtual(unsafe.getClass(), name, MethodType.methodType(result, parameters))
        .bindTo(unsafe);
  }

  /** Sees every member of every class. */
  public static MethodHandles.Lookup trusted() {
    return TRUSTED;
  }

  /**
   * The reference at an offset of an object, or of a static field's base.
   *
   * @throws NullPointerException never; a wrong offset ends the JVM
   */
  static @Nullable Object get(Object base, long offset) {
    try {
      return (Object) GET.invokeExact(base, offset);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void put(Object base, long offset, @Nullable Object value) {
    try {
      PUT.invokeExact(base, offset, value);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static boolean compareAndSet(Object base, long offset, Object expected, @Nullable Object value) {
    try {
      return (boolean) COMPARE_AND_SET.invokeExact(base, offset, expected, value);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Whether the static fields of a class may be read without making the JVM link it. */
  public static boolean isInitialized(Class<?> type) {
    try {
      return !(boolean) IS_NOT_INITIALIZED.invokeExact(type);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** The reference fields that a class itself declares, static or not; links the class. */
  public static FieldRef[] declared(Class<?> type, boolean statics) {
    try {
      Field[] all = (Field[]) FIELDS.invokeExact(type, false);
      int n = 0;
      FieldRef[] found = new FieldRef[all.length];
      for (Field field : all) {
        if (!field.getType().isPrimitive() && Modifier.isStatic(field.getModifiers()) == statics) {
          found[n++] = ref(field, statics);
        }
      }
      return Arrays.copyOf(found, n);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static FieldRef ref(Field field, boolean isStatic) throws Throwable {
    return isStatic
        ? new FieldRef(
            field.getName(),
            field.getDeclaringClass(),
            field.getType(),
            (long) STATIC_OFFSET.invokeExact(field),
            (Object) STATIC_BASE.invokeExact(field))
        : new FieldRef(
            field.getName(),
            field.getDeclaringClass(),
            field.getType(),
            (long) OFFSET.invokeExact(field),
            null);
  }

  /**
   * The reference field of an object by its name, looked for in the object's class and its
   * superclasses.
   *
   * @throws NoSuchFieldException if this JDK has no such field
   */
  public static FieldRef field(Class<?> type, String name) throws NoSuchFieldException {
    for (Class<?> next = type; next != null; next = next.getSuperclass()) {
      for (boolean statics : new boolean[] {false, true}) {
        for (FieldRef field : declared(next, statics)) {
          if (field.name().equals(name)) {
            return field;
          }
        }
      }
    }
    throw new NoSuchFieldException(type.getName() + "." + name);
  }

  /**
   * What a field of an object refers to.
   *
   * @throws NoSuchFieldException if this JDK has no such field
   */
  public static @Nullable Object read(Object holder, String name) throws NoSuchFieldException {
    return field(holder.getClass(), name).get(holder);
  }

  /**
   * What a static field refers to.
   *
   * @throws NoSuchFieldException if this JDK has no such field
   */
  public static @Nullable Object readStatic(Class<?> type, String name)
      throws NoSuchFieldException {
    return field(type, name).get(null);
  }

  private static RuntimeException unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
  }
}
