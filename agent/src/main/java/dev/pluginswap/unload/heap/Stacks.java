package dev.pluginswap.unload.heap;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The threads of a dump and their stacks. */
final class Stacks {

  private final DumpFile file;
  private final Texts texts;
  private final ClassTable classes;

  /** Where a frame's content begins, in bytes, by its id plus one: the first has the id 0. */
  private final LongMap frames = new LongMap();

  /** Where the ids of a stack's frames begin, in bytes, by its serial number plus one. */
  private final LongMap traces = new LongMap();

  /** The number of frames of a stack, by its serial number plus one. */
  private final LongMap depths = new LongMap();

  /** The object of a thread, by its serial number plus one. */
  private final LongMap threads = new LongMap();

  /** The serial number of a thread's stack plus one, by the thread's serial number plus one. */
  private final LongMap traceOfThread = new LongMap();

  Stacks(DumpFile file, Texts texts, ClassTable classes) {
    this.file = file;
    this.texts = texts;
    this.classes = classes;
  }

  void putFrame(long id, long at) {
    frames.put(id + 1, at);
  }

  void putTrace(int serial, long at, int length) {
    traces.put(serial + 1L, at);
    depths.put(serial + 1L, length);
  }

  void putThread(int serial, long id, int traceSerial) {
    threads.put(serial + 1L, id);
    traceOfThread.put(serial + 1L, traceSerial + 1L);
  }

  /** The object of a thread; empty if the dump has none for the number. */
  OptionalLong thread(int serial) {
    long id = threads.get(serial + 1L);
    return id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
  }

  /** How many frames the stack of a thread has; 0 if none are known. */
  int depth(int thread) {
    return (int) depths.get(traceOfThread.get(thread + 1L));
  }

  /** The class whose method a frame is of; 0 if it is not known. */
  long classOf(int thread, int frame) throws BrokenDumpException {
    long at = frameAt(thread, frame);
    return at == 0 ? 0 : classes.idOf(file.i4(at + 3L * file.idSize()));
  }

  /** {@code com.acme.Loop.run(Loop.java:12)}; null if the frame is not known. */
  @Nullable String frame(int thread, int frame) throws BrokenDumpException {
    long at = frameAt(thread, frame);
    if (at == 0) {
      return null;
    }
    int idSize = file.idSize();
    String method = texts.get(file.id(at));
    long sourceId = file.id(at + 2L * idSize);
    int line = file.i4(at + 3L * idSize + Integer.BYTES);
    String source =
        line == -3
            ? "native method"
            : sourceId == 0
                ? "unknown source"
                : line > 0 ? texts.get(sourceId) + ":" + line : texts.get(sourceId);
    long classId = classOf(thread, frame);
    return "%s.%s(%s)".formatted(classes.name(classId), method, source);
  }

  /** Where it is, in bytes; 0 if the dump does not have it. */
  private long frameAt(int thread, int frame) throws BrokenDumpException {
    long trace = traceOfThread.get(thread + 1L);
    if (frame < 0 || frame >= depths.get(trace)) {
      return 0;
    }
    return frames.get(file.id(traces.get(trace) + (long) frame * file.idSize()) + 1);
  }
}
