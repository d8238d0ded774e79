package dev.pluginswap.unload.heap;

/** Is told of each record of a dump, in the order of the file. Offsets are bytes of the file. */
interface DumpVisitor {

  /** A name; its text begins at {@code at}. */
  default void text(long id, long at, long length) {}

  default void loadedClass(int serial, long classId, long nameId) {}

  /** A frame of a stack; what follows its id begins at {@code at}. */
  default void frame(long id, long at) {}

  /** A stack; the ids of its frames, innermost first, begin at {@code at}. */
  default void trace(int serial, long at, int frames) {}

  /** A thread that runs, and is a root. */
  default void thread(int serial, long id, int traceSerial) {}

  /**
   * A root that is no running thread.
   *
   * @param thread its serial number; -1 if the root has none
   * @param frame the depth of its frame, from 0; -1 if it has none
   */
  default void root(RootKind kind, long id, int thread, int frame) {}

  /** A class whose tag is at {@code at}. */
  default void type(ClassRecord type, long at) {}

  /**
   * An instance or an array, whose tag is at {@code at}.
   *
   * @param classId its class; 0 for arrays of primitive values
   */
  default void object(long id, long classId, long at) throws BrokenDumpException {}
}
