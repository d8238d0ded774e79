package dev.pluginswap.verify.link;

/** What the JVM would throw, by its class. */
public enum LinkError {
  /** A class is missing. */
  NO_CLASS_DEF_FOUND("java.lang.NoClassDefFoundError"),
  /** A class has no such method or constructor. */
  NO_SUCH_METHOD("java.lang.NoSuchMethodError"),
  /** A class has no such field. */
  NO_SUCH_FIELD("java.lang.NoSuchFieldError"),
  /** A class or member is there, but not for its user. */
  ILLEGAL_ACCESS("java.lang.IllegalAccessError"),
  /** A class or member is of another kind than its user was built against. */
  INCOMPATIBLE_CLASS_CHANGE("java.lang.IncompatibleClassChangeError"),
  /** A method that is called has no body. */
  ABSTRACT_METHOD("java.lang.AbstractMethodError"),
  /** An abstract class or an interface is instantiated. */
  INSTANTIATION("java.lang.InstantiationError"),
  /** The code of a class assumes subtypes that are none. */
  VERIFY("java.lang.VerifyError"),
  /** A class file is of a newer Java than the JVM. */
  UNSUPPORTED_CLASS_VERSION("java.lang.UnsupportedClassVersionError"),
  /** A class file is malformed. */
  CLASS_FORMAT("java.lang.ClassFormatError"),
  /** A class is its own supertype. */
  CLASS_CIRCULARITY("java.lang.ClassCircularityError"),
  /** A bootstrap method refuses its arguments. */
  BOOTSTRAP("java.lang.BootstrapMethodError"),
  /** Two loaders have a class of one name that both sides of a call must share. */
  LINKAGE("java.lang.LinkageError"),
  /** A native library or method is missing. */
  UNSATISFIED_LINK("java.lang.UnsatisfiedLinkError"),
  /** A service cannot be provided as {@code META-INF/services} says. */
  SERVICE_CONFIGURATION("java.util.ServiceConfigurationError");

  private final String className;

  LinkError(String className) {
    this.className = className;
  }

  /** Binary name of the class that the JVM throws. */
  public String className() {
    return className;
  }
}
