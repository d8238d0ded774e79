package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** How classes and members are called: by the JVM, and by people. */
final class Names {

  static final String OBJECT = "java/lang/Object";

  private Names() {}

  static String packageOf(String internalName) {
    int slash = internalName.lastIndexOf('/');
    return slash < 0 ? "" : internalName.substring(0, slash);
  }

  static String binary(String internalName) {
    return internalName.replace('/', '.');
  }

  static String internal(String binaryName) {
    return binaryName.replace('.', '/');
  }

  /**
   * The class that an internal name or a type descriptor is about: of an array, its element type.
   *
   * @return null for primitive types and arrays of them
   */
  static @Nullable String element(String nameOrArray) {
    if (nameOrArray.charAt(0) != '[') {
      return nameOrArray;
    }
    int dimensions = nameOrArray.lastIndexOf('[') + 1;
    return nameOrArray.charAt(dimensions) == 'L'
        ? nameOrArray.substring(dimensions + 1, nameOrArray.length() - 1)
        : null;
  }

  /** The class of a descriptor's type, without dimensions; null for primitive types. */
  static @Nullable String elementOf(Type type) {
    return switch (type.getSort()) {
      case Type.ARRAY -> elementOf(type.getElementType());
      case Type.OBJECT -> type.getInternalName();
      default -> null;
    };
  }

  /** The classes that a descriptor of a field or method names, by internal name; each once. */
  static List<String> classesIn(String descriptor) {
    List<String> names = new ArrayList<>();
    int at = descriptor.indexOf('L');
    while (at >= 0) {
      int end = descriptor.indexOf(';', at);
      if (end < 0) {
        throw new IllegalArgumentException("no descriptor: " + descriptor);
      }
      String name = descriptor.substring(at + 1, end);
      if (!names.contains(name)) {
        names.add(name);
      }
      at = descriptor.indexOf('L', end);
    }
    return names;
  }

  /** As a person writes it: {@code com.acme.api.Clock.now(String)}, {@code new com.acme.A()}. */
  static String method(String owner, String name, String descriptor) {
    StringBuilder text = new StringBuilder(name.equals("<init>") ? "new " : "");
    text.append(binary(owner));
    if (!name.equals("<init>")) {
      text.append('.').append(name);
    }
    text.append('(');
    String comma = "";
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      text.append(comma).append(simple(parameter));
      comma = ", ";
    }
    return text.append(')').toString();
  }

  static String field(String owner, String name) {
    return binary(owner) + "." + name;
  }

  private static String simple(Type type) {
    String name = type.getClassName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whether a text is one that people would take for the name of a class in a package. */
  static boolean isLikeAClass(String text) {
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == '/') {
        char first = text.charAt(start);
        if (i == start || !(first == '_' || (first >= 'a' && first <= 'z'))) {
          return false;
        }
        start = i + 1;
      } else if (!isWord(c) && c != '$') {
        return false;
      }
    }
    return start > 0
        && start < text.length()
        && text.charAt(start) >= 'A'
        && text.charAt(start) <= 'Z'
        && text.lastIndexOf('$', start) < 0;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
