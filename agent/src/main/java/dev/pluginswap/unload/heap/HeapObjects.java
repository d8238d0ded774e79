package dev.pluginswap.unload.heap;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The objects of a dump, by their index: what they are, and what is in their fields. */
final class HeapObjects {

  /** A text of an object may be as long as a heap; no name that is of use is, in bytes. */
  private static final long LONGEST_TEXT = 16_384;

  private final DumpFile file;
  private final ClassTable classes;
  private final ObjectIndex index;

  private HeapObjects(DumpFile file, ClassTable classes, ObjectIndex index) {
    this.file = file;
    this.classes = classes;
    this.index = index;
  }

  /**
   * Reads where they are, in two passes.
   *
   * @param memory how much heap there may be, in bytes
   * @throws IOException if that is too little, or the dump is broken
   */
  static HeapObjects of(DumpFile file, Catalogue catalogue, long memory) throws IOException {
    ObjectIndex index = ObjectIndex.of(file, catalogue.objects(), memory);
    return new HeapObjects(file, catalogue.classes(), index);
  }

  ObjectIndex index() {
    return index;
  }

  /** See {@link Tag}. */
  int tag(int object) throws BrokenDumpException {
    return file.u1(index.offset(object));
  }

  boolean isClass(int object) throws BrokenDumpException {
    return tag(object) == Tag.CLASS;
  }

  /** The id of its class; 0 for arrays of primitive values, and for classes. */
  long classId(int object) throws BrokenDumpException {
    long at = index.offset(object);
    int idSize = file.idSize();
    return switch (tag(object)) {
      case Tag.INSTANCE -> file.id(at + 1 + idSize + Integer.BYTES);
      case Tag.OBJECT_ARRAY -> file.id(at + 1 + idSize + 2 * Integer.BYTES);
      default -> 0;
    };
  }

  /** The class of an instance. */
  ClassRecord type(int instance) throws BrokenDumpException {
    return classes.require(classId(instance), index.offset(instance));
  }

  /** How many elements an array of objects has. */
  long length(int array) throws BrokenDumpException {
    return file.u4(index.offset(array) + 1 + file.idSize() + Integer.BYTES);
  }

  /** An element of an array of objects: an id, or 0. */
  long element(int array, long position) throws BrokenDumpException {
    int idSize = file.idSize();
    long first = index.offset(array) + 1 + 2L * idSize + 2 * Integer.BYTES;
    return file.id(first + position * idSize);
  }

  /** Where the value of a field is, in bytes. */
  long fieldAt(int instance, int offset, int size) throws BrokenDumpException {
    long lengthAt = index.offset(instance) + 1 + 2L * file.idSize() + Integer.BYTES;
    long length = file.u4(lengthAt);
    if (offset + size > length) {
      throw file.broken(
          lengthAt,
          "an instance with the %d bytes of fields that its class says".formatted(offset + size),
          "it has " + length);
    }
    return lengthAt + Integer.BYTES + offset;
  }

  /** What a field of an instance refers to, by its place: an id, or 0. */
  long reference(int instance, int offset) throws BrokenDumpException {
    return file.id(fieldAt(instance, offset, file.idSize()));
  }

  /** What a field of an instance refers to, by its names: an id; 0 if it has no such field. */
  long reference(int instance, String owner, String name) throws BrokenDumpException {
    for (ClassTable.Field field : classes.fields(type(instance))) {
      if (field.type() == ValueType.OBJECT
          && field.name().equals(name)
          && field.owner().equals(owner)) {
        return reference(instance, field.offset());
      }
    }
    return 0;
  }

  /** The text of a {@link String}; empty if it is no string of at most 16 KiB. */
  Optional<String> text(long id) throws BrokenDumpException {
    int string = index.find(id);
    if (string < 0
        || tag(string) != Tag.INSTANCE
        || !classes.isA(type(string), "java.lang.String")) {
      return Optional.empty();
    }
    boolean utf16 = false;
    for (ClassTable.Field field : classes.fields(type(string))) {
      if (field.name().equals("coder")) {
        utf16 = file.u1(fieldAt(string, field.offset(), 1)) != 0;
      }
    }
    int bytes = index.find(reference(string, "java.lang.String", "value"));
    if (bytes < 0 || tag(bytes) != Tag.PRIMITIVE_ARRAY) {
      return Optional.empty();
    }
    long lengthAt = index.offset(bytes) + 1 + file.idSize() + Integer.BYTES;
    long length = file.u4(lengthAt);
    int type = file.u1(lengthAt + Integer.BYTES);
    if (type != ValueType.BYTE || length > LONGEST_TEXT) {
      return Optional.empty();
    }
    byte[] content = file.bytes(lengthAt + Integer.BYTES + 1, (int) length);
    if (!utf16) {
      return Optional.of(new String(content, StandardCharsets.ISO_8859_1));
    }
    // Bytes are dumped as they are in memory, of a JVM on this machine.
    boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    return Optional.of(
        new String(content, big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE));
  }
}
