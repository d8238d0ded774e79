package dev.pluginswap.unload.heap;

/**
 * Goes through a dump once, from its start to its end. Every length is held against what is left of
 * the file before anything is done with it, and each step goes forward.
 */
final class DumpScanner {

  /** A tag, a time of 4 bytes and a length of 4 bytes. */
  private static final int RECORD_HEADER = 9;

  private final DumpFile file;
  private final DumpVisitor visitor;

  private DumpScanner(DumpFile file, DumpVisitor visitor) {
    this.file = file;
    this.visitor = visitor;
  }

  /**
   * Tells the visitor of every record.
   *
   * @throws BrokenDumpException if the file ends too early, or contradicts itself
   */
  static void scan(DumpFile file, DumpVisitor visitor) throws BrokenDumpException {
    new DumpScanner(file, visitor).records();
  }

  private void records() throws BrokenDumpException {
    boolean whole = false;
    long at = file.firstRecord();
    while (at < file.size()) {
      file.require(at, RECORD_HEADER, file.size(), "the head of a record");
      int tag = file.u1(at);
      long length = file.u4(at + 5);
      long body = at + RECORD_HEADER;
      file.require(body, length, file.size(), "a record of %d bytes".formatted(length));
      Cursor in = new Cursor(file, body, body + length);
      switch (tag) {
        case Tag.TEXT -> {
          long id = in.id("the id of a name");
          visitor.text(id, in.at(), length - file.idSize());
        }
        case Tag.LOAD_CLASS -> {
          int serial = in.i4("the number of a class");
          long id = in.id("the id of a class");
          in.i4("the stack trace of a class");
          visitor.loadedClass(serial, id, in.id("the name of a class"));
        }
        case Tag.FRAME -> {
          long id = in.id("the id of a frame");
          long start = in.skip(3L * file.idSize() + 2 * Integer.BYTES, "a frame");
          visitor.frame(id, start);
        }
        case Tag.TRACE -> trace(in);
        case Tag.HEAP_DUMP -> {
          whole = true;
          objects(in);
        }
        case Tag.HEAP_DUMP_SEGMENT -> {
          whole = false; // until the end is said
          objects(in);
        }
        case Tag.HEAP_DUMP_END -> whole = true;
        case 0x03, 0x06, 0x07, 0x0a, 0x0b, 0x0d, 0x0e -> {
          // Unloaded classes, sites, summaries, threads, samples, settings: nothing of them is used.
        }
        default -> throw file.broken(at, "the tag of a record", hex(tag));
      }
      at = body + length;
    }
    if (!whole) {
      throw file.broken(at, "the end of the heap dump", "the file ends");
    }
  }

  private void trace(Cursor in) throws BrokenDumpException {
    int serial = in.i4("the number of a stack trace");
    in.i4("the thread of a stack trace");
    long frames = in.u4("the number of frames of a stack trace");
    long start = in.skip(frames * file.idSize(), "%d frames of a stack trace".formatted(frames));
    visitor.trace(serial, start, (int) frames); // fewer than the file has bytes
  }

  private void objects(Cursor in) throws BrokenDumpException {
    while (in.hasMore()) {
      long at = in.at();
      int tag = in.u1("the tag of an object or a root");
      switch (tag) {
        case Tag.INSTANCE -> {
          long id = in.id("the id of an instance");
          in.i4("the stack trace of an instance");
          long classId = in.id("the class of an instance");
          in.skip(in.u4("the size of an instance"), "the fields of an instance");
          visitor.object(id, classId, at);
        }
        case Tag.OBJECT_ARRAY -> {
          long id = in.id("the id of an array");
          in.i4("the stack trace of an array");
          long length = in.u4("the length of an array");
          long classId = in.id("the class of an array");
          in.skip(length * file.idSize(), "%d elements of an array".formatted(length));
          visitor.object(id, classId, at);
        }
        case Tag.PRIMITIVE_ARRAY -> {
          long id = in.id("the id of an array");
          in.i4("the stack trace of an array");
          long length = in.u4("the length of an array");
          int size = in.sizeOfType("the type of the elements of an array");
          in.skip(length * size, "%d elements of an array".formatted(length));
          visitor.object(id, 0, at);
        }
        case Tag.CLASS -> visitor.type(ClassRecord.read(in), at);
        case Tag.ROOT_THREAD -> {
          long id = in.id("the id of a thread");
          int serial = in.i4("the number of a thread");
          visitor.thread(serial, id, in.i4("the stack trace of a thread"));
        }
        default -> root(tag, at, in);
      }
    }
  }

  private void root(int tag, long at, Cursor in) throws BrokenDumpException {
    RootKind kind =
        switch (tag) {
          case Tag.ROOT_UNKNOWN -> RootKind.UNKNOWN;
          case Tag.ROOT_JNI_GLOBAL -> RootKind.JNI_GLOBAL;
          case Tag.ROOT_JNI_LOCAL -> RootKind.JNI_LOCAL;
          case Tag.ROOT_JAVA_FRAME -> RootKind.JAVA_FRAME;
          case Tag.ROOT_NATIVE_STACK -> RootKind.NATIVE_STACK;
          case Tag.ROOT_STICKY_CLASS -> RootKind.STICKY_CLASS;
          case Tag.ROOT_THREAD_BLOCK -> RootKind.THREAD_BLOCK;
          case Tag.ROOT_MONITOR -> RootKind.MONITOR;
          default -> throw file.broken(at, "the tag of an object or a root", hex(tag));
        };
    long id = in.id("the id of a root");
    int thread = -1;
    int frame = -1;
    switch (kind) {
      case JNI_GLOBAL -> in.id("the reference of a JNI global");
      case JNI_LOCAL, JAVA_FRAME -> {
        thread = in.i4("the thread of a root");
        frame = in.i4("the frame of a root");
      }
      case NATIVE_STACK, THREAD_BLOCK -> thread = in.i4("the thread of a root");
      default -> {}
    }
    visitor.root(kind, id, thread, frame);
  }

  private static String hex(int tag) {
    return "there is 0x%02x".formatted(tag);
  }
}
