package dev.pluginswap.unload.heap;

import java.nio.charset.StandardCharsets;

/** The names in a dump. Only where they are is kept; they are read when they are asked for. */
final class Texts {

  /** What the JVM allows in a class file, in bytes. */
  private static final int LONGEST = 65_535;

  private final DumpFile file;

  /** Where the text of an id begins, in bytes. */
  private final LongMap positions = new LongMap();

  Texts(DumpFile file) {
    this.file = file;
  }

  void put(long id, long at) {
    positions.put(id, at);
  }

  /** The text; {@code ?} if the dump has none for the id. */
  String get(long id) throws BrokenDumpException {
    long at = positions.get(id);
    if (at == 0) {
      return "?";
    }
    long length = file.u4(at - file.idSize() - Integer.BYTES) - file.idSize();
    return new String(file.bytes(at, (int) Math.min(length, LONGEST)), StandardCharsets.UTF_8);
  }
}
