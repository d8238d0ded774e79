package dev.pluginswap.unload.heap;

/**
 * An object on a path.
 *
 * @param kind what it is
 * @param type the name of its class; of a class its own name
 * @param name what a thread or a loader is called; empty for others
 * @param link how it leads to the next one
 */
record Hop(Kind kind, String type, String name, Link link) {

  enum Kind {
    /** An instance or an array. */
    OBJECT,
    CLASS,
    LOADER,
    THREAD
  }

  /** What is at the end of a path leads nowhere. */
  static final Link END = new Link.Internal("");

  /** As it is called where nothing is said of its fields. */
  String words() {
    String plain = isLambda() ? "a lambda of " + outer() : type;
    return switch (kind) {
      case OBJECT -> plain;
      case CLASS -> "class " + plain;
      case LOADER -> name.isEmpty() ? "class loader " + type : "class loader " + name;
      case THREAD -> "thread \"%s\"".formatted(name);
    };
  }

  private boolean isLambda() {
    return type.contains("$$Lambda") && !type.endsWith("[]");
  }

  private String outer() {
    return type.substring(0, type.indexOf("$$Lambda"));
  }
}
