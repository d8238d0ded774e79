package dev.pluginswap.verify.link;

/**
 * A place in a plugin's class file that needs something.
 *
 * @param className binary name of the class
 * @param method name of the method; empty when the class as a whole is meant
 * @param file name of the source file; empty when the class file does not say
 * @param line in the source file; 0 when the class file does not say
 */
public record Site(String className, String method, String file, int line)
    implements Comparable<Site> {

  /** A class as a whole. */
  public static Site ofClass(String className) {
    return new Site(className, "", "", 0);
  }

  /** Orders by class, line and method. */
  @Override
  public int compareTo(Site other) {
    int byClass = className.compareTo(other.className);
    int byLine = byClass != 0 ? byClass : Integer.compare(line, other.line);
    return byLine != 0 ? byLine : method.compareTo(other.method);
  }

  /** As a stack trace has it: {@code com.acme.greeter.Impl.greet (Impl.java:41)}. */
  @Override
  public String toString() {
    String place = method.isEmpty() ? className : className + "." + method;
    if (file.isEmpty()) {
      return place;
    }
    return line == 0 ? "%s (%s)".formatted(place, file) : "%s (%s:%d)".formatted(place, file, line);
  }
}
