package dev.pluginswap.unload.heap;

/** Reads a record from its start to its end, and never beyond. */
final class Cursor {

  private final DumpFile file;

  /** Where the record ends, in bytes from the start of the file. */
  private final long limit;

  private long at;

  Cursor(DumpFile file, long at, long limit) {
    this.file = file;
    this.at = at;
    this.limit = limit;
  }

  /** Where it reads next, in bytes from the start of the file. */
  long at() {
    return at;
  }

  boolean hasMore() {
    return at < limit;
  }

  int u1(String expected) throws BrokenDumpException {
    return file.u1(skip(1, expected));
  }

  int u2(String expected) throws BrokenDumpException {
    return file.u2(skip(Short.BYTES, expected));
  }

  int i4(String expected) throws BrokenDumpException {
    return file.i4(skip(Integer.BYTES, expected));
  }

  long u4(String expected) throws BrokenDumpException {
    return file.u4(skip(Integer.BYTES, expected));
  }

  long id(String expected) throws BrokenDumpException {
    return file.id(skip(file.idSize(), expected));
  }

  /** The size of a value whose type is read here, in bytes. */
  int sizeOfType(String expected) throws BrokenDumpException {
    long typeAt = at;
    return ValueType.size(file, typeAt, u1(expected));
  }

  /** Goes on by so many bytes; answers where they begin. */
  long skip(long bytes, String expected) throws BrokenDumpException {
    file.require(at, bytes, limit, expected);
    long start = at;
    at += bytes;
    return start;
  }
}
