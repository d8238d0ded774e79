package dev.pluginswap.verify.link;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the JVM said no. Holds nothing of what was asked: neither classes nor the error itself, whose
 * stack would hold them.
 *
 * @param error which error it throws
 * @param missing internal name of the class that it could not find; null when it is not about one
 * @param message the first line of what it says
 */
record Refusal(LinkError error, @Nullable String missing, String message) {

  /** {@code com/acme/A}, and also {@code Could not initialize class …}, which is no missing one. */
  private static final Pattern NAME = Pattern.compile("\\[*L?([\\w$/.\\-]+);?");

  /** As in {@code 'greeter?probe' @3044e9c7}. */
  private static final Pattern ADDRESS = Pattern.compile(" ?@[0-9a-f]{1,8}\\b");

  /** For a class that no loader has. */
  static Refusal missing(String internalName) {
    return new Refusal(LinkError.NO_CLASS_DEF_FOUND, internalName, internalName);
  }

  static Refusal of(LinkError error, String message) {
    return new Refusal(error, null, message);
  }

  /** What the JVM has thrown. */
  static Refusal of(LinkageError thrown) {
    String message = firstLine(thrown);
    LinkError error = errorOf(thrown);
    if (error != LinkError.NO_CLASS_DEF_FOUND) {
      return of(error, message);
    }
    Matcher name = NAME.matcher(message);
    return name.matches()
        ? missing(Names.internal(name.group(1)))
        : of(error, message); // a file that holds a class of another name
  }

  private static LinkError errorOf(LinkageError thrown) {
    for (Class<?> type = thrown.getClass(); type != Error.class; type = type.getSuperclass()) {
      for (LinkError error : LinkError.values()) {
        if (error.className().equals(type.getName())) {
          return error;
        }
      }
    }
    return LinkError.LINKAGE;
  }

  /** Without the addresses of loaders: the same plugin is refused in the same words each time. */
  static String firstLine(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null
        ? thrown.getClass().getName()
        : ADDRESS.matcher(message.lines().findFirst().orElse("")).replaceAll("");
  }
}
