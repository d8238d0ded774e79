package dev.pluginswap.verify.link;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;

/** What the JVM would throw, by its class. */
public enum LinkError {
  /** A class is missing. */
  NO_CLASS_DEF_FOUND(0, NoClassDefFoundError.class),
  /** A class has no such method or constructor. */
  NO_SUCH_METHOD(1, NoSuchMethodError.class),
  /** A class has no such field. */
  NO_SUCH_FIELD(2, NoSuchFieldError.class),
  /** A class or member is there, but not for its user. */
  ILLEGAL_ACCESS(3, IllegalAccessError.class),
  /** A class or member is of another kind than its user was built against. */
  INCOMPATIBLE_CLASS_CHANGE(4, IncompatibleClassChangeError.class),
  /** A method that is called has no body. */
  ABSTRACT_METHOD(5, AbstractMethodError.class),
  /** An abstract class or an interface is instantiated. */
  INSTANTIATION(6, InstantiationError.class),
  /** The code of a class assumes subtypes that are none. */
  VERIFY(7, VerifyError.class),
  /** A class file is of a newer Java than the JVM. */
  UNSUPPORTED_CLASS_VERSION(8, UnsupportedClassVersionError.class),
  /** A class file is malformed. */
  CLASS_FORMAT(9, ClassFormatError.class),
  /** A class is its own supertype. */
  CLASS_CIRCULARITY(10, ClassCircularityError.class),
  /** A bootstrap method refuses its arguments. */
  BOOTSTRAP(11, BootstrapMethodError.class),
  /** Two loaders have a class of one name that both sides of a call must share. */
  LINKAGE(12, LinkageError.class),
  /** A native library or method is missing. */
  UNSATISFIED_LINK(13, UnsatisfiedLinkError.class),
  /** A service cannot be provided as {@code META-INF/services} says. */
  SERVICE_CONFIGURATION(14, ServiceConfigurationError.class);

  /** The {@linkplain #bit bits} of all of them. */
  static final int ALL = (1 << values().length) - 1;

  /** Those that a handler of a type catches, as {@link #bit bits}, by internal name of the type. */
  private static final Map<String, Integer> CAUGHT_BY = caughtBy();

  private final int bit;
  private final Class<? extends Error> type;

  LinkError(int index, Class<? extends Error> type) {
    this.bit = 1 << index;
    this.type = type;
  }

  private static Map<String, Integer> caughtBy() {
    Map<String, Integer> caught = new HashMap<>();
    for (LinkError error : values()) {
      for (Class<?> next = error.type; next != Object.class; next = next.getSuperclass()) {
        String name = Names.internal(next.getName());
        caught.put(name, caught.getOrDefault(name, 0) | error.bit);
      }
    }
    return Map.copyOf(caught);
  }

  /** A bit of its own, for sets of these. */
  int bit() {
    return bit;
  }

  /**
   * The {@linkplain #bit bits} of those that a handler catches.
   *
   * @param handled internal name of what is caught
   */
  static int caughtBy(String handled) {
    return CAUGHT_BY.getOrDefault(handled, 0);
  }

  /** Binary name of the class that the JVM throws. */
  public String className() {
    return type.getName();
  }
}
