package dev.pluginswap.unload.heap;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes heap dumps, record by record, in the format that HotSpot writes. */
final class DumpWriter {

  private static final int STACK = 1;

  private final int idSize;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private ByteArrayOutputStream heap = new ByteArrayOutputStream();
  private final Map<String, Long> texts = new HashMap<>();
  private final Map<Long, Integer> serials = new HashMap<>();
  private long nextId = 0x1000;

  DumpWriter(int idSize) {
    this(idSize, "1.0.2");
  }

  DumpWriter(int idSize, String version) {
    this.idSize = idSize;
    Bytes head = new Bytes();
    head.raw(("JAVA PROFILE " + version + "\0").getBytes(StandardCharsets.US_ASCII));
    head.u4(idSize).u4(0).u4(0);
    file.writeBytes(head.done());
  }

  /** Bytes that are put together, big endian. */
  final class Bytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Bytes u1(int value) {
      return write(() -> out.writeByte(value));
    }

    Bytes u2(int value) {
      return write(() -> out.writeShort(value));
    }

    Bytes u4(int value) {
      return write(() -> out.writeInt(value));
    }

    Bytes id(long value) {
      return idSize == 4 ? u4((int) value) : write(() -> out.writeLong(value));
    }

    Bytes raw(byte[] value) {
      return write(() -> out.write(value));
    }

    byte[] done() {
      return bytes.toByteArray();
    }

    private Bytes write(Writing writing) {
      try {
        writing.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e); // into memory
      }
      return this;
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  Bytes bytes() {
    return new Bytes();
  }

  int idSize() {
    return idSize;
  }

  long newId() {
    nextId += 8;
    return nextId;
  }

  /** A record of the file. */
  void record(int tag, byte[] body) {
    file.writeBytes(bytes().u1(tag).u4(0).u4(body.length).raw(body).done());
  }

  /** A record inside of the heap dump. */
  void inHeap(byte[] record) {
    heap.writeBytes(record);
  }

  long text(String text) {
    return texts.computeIfAbsent(
        text,
        any -> {
          long id = newId();
          record(0x01, bytes().id(id).raw(text.getBytes(StandardCharsets.UTF_8)).done());
          return id;
        });
  }

  /** A class that is being described. */
  final class Type {
    private final long id = newId();
    private final String name;
    private long superId;
    private long loader;
    private long domain;
    private final Map<String, Long> statics = new LinkedHashMap<>();
    private final Map<String, Integer> fields = new LinkedHashMap<>();

    private Type(String name) {
      this.name = name;
    }

    long id() {
      return id;
    }

    Type extending(long type) {
      superId = type;
      return this;
    }

    Type loadedBy(long object) {
      loader = object;
      return this;
    }

    Type in(long protectionDomain) {
      domain = protectionDomain;
      return this;
    }

    /** A static field that refers to an object. */
    Type holding(String field, long object) {
      statics.put(field, object);
      return this;
    }

    /** Fields of instances, each of which refers to an object. */
    Type with(String... references) {
      for (String reference : references) {
        fields.put(reference, 2);
      }
      return this;
    }

    /** A field of instances. */
    Type with(String field, int type) {
      fields.put(field, type);
      return this;
    }

    long write() {
      int serial = serials.size() + 1;
      serials.put(id, serial);
      long nameId = text(name.replace('.', '/'));
      record(0x02, bytes().u4(serial).id(id).u4(STACK).id(nameId).done());
      Bytes out = bytes().u1(0x20).id(id).u4(STACK).id(superId).id(loader).id(0).id(domain);
      out.id(0).id(0).u4(16);
      out.u2(2).u2(1).u1(10).u4(7).u2(2).u1(11).u4(0).u4(9); // an int and a long constant
      out.u2(statics.size() + 2);
      out.id(text("count")).u1(10).u4(3);
      statics.forEach((field, value) -> out.id(text(field)).u1(2).id(value));
      out.id(text("flag")).u1(4).u1(1);
      out.u2(fields.size());
      fields.forEach((field, kind) -> out.id(text(field)).u1(kind));
      inHeap(out.done());
      return id;
    }
  }

  Type type(String name) {
    return new Type(name);
  }

  /** An instance, whose fields are those of its class and then of each that it extends. */
  long instance(long id, long type, byte[] fields) {
    inHeap(bytes().u1(0x21).id(id).u4(STACK).id(type).u4(fields.length).raw(fields).done());
    return id;
  }

  /** An instance all of whose fields are references. */
  long instance(long type, long... references) {
    Bytes fields = bytes();
    for (long reference : references) {
      fields.id(reference);
    }
    return instance(newId(), type, fields.done());
  }

  long array(long type, long... elements) {
    long id = newId();
    Bytes out = bytes().u1(0x22).id(id).u4(STACK).u4(elements.length).id(type);
    for (long element : elements) {
      out.id(element);
    }
    inHeap(out.done());
    return id;
  }

  long primitives(int type, int length, byte[] content) {
    long id = newId();
    inHeap(bytes().u1(0x23).id(id).u4(STACK).u4(length).u1(type).raw(content).done());
    return id;
  }

  /** A thread that runs, and whose stack has these frames. */
  int thread(long object, long... frames) {
    int serial = (int) (newId() & 0xffff);
    Bytes trace = bytes().u4(serial + 1).u4(serial).u4(frames.length);
    for (long frame : frames) {
      trace.id(frame);
    }
    record(0x05, trace.done());
    inHeap(bytes().u1(0x08).id(object).u4(serial).u4(serial + 1).done());
    return serial;
  }

  /** A frame of a method of a class. */
  long frame(long type, String method, String source, int line) {
    long id = newId();
    Bytes out = bytes().id(id).id(text(method)).id(text("()V"));
    out.id(source.isEmpty() ? 0 : text(source)).u4(serials.getOrDefault(type, 0)).u4(line);
    record(0x04, out.done());
    return id;
  }

  /** What is in the heap dump so far becomes a record of the file. */
  DumpWriter segment(int tag) {
    record(tag, heap.toByteArray());
    heap = new ByteArrayOutputStream();
    return this;
  }

  /** The file, whose last segment ends here. */
  byte[] end() {
    segment(0x1c);
    record(0x2c, new byte[0]);
    return file.toByteArray();
  }

  /** The file as it is. */
  byte[] soFar() {
    return file.toByteArray();
  }
}
