package dev.pluginswap.unload.heap;

/**
 * Why the JVM takes an object for alive by itself. In the order in which they are gone out from: of
 * two paths of the same length the one that begins with the earlier kind is told.
 */
enum RootKind {
  /** A thread that runs. */
  THREAD("running thread"),

  /** A local variable, or a value on the stack, of a Java method. */
  JAVA_FRAME("local variable"),

  /** Not in the dump as such: the class of a method that a thread is in. */
  RUNNING("is running it"),

  JNI_LOCAL("JNI local"),

  NATIVE_STACK("native stack"),

  THREAD_BLOCK("thread block"),

  MONITOR("locked monitor"),

  JNI_GLOBAL("JNI global"),

  STICKY_CLASS("class of the JDK"),

  UNKNOWN("the JVM");

  private final String words;

  RootKind(String words) {
    this.words = words;
  }

  /** How it is called in a path. */
  String words() {
    return words;
  }
}
