package dev.pluginswap.unload.heap;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A heap with the classes of the JDK that matter, a host, and a plugin that nothing holds. */
final class SmallHeap {

  static final LoaderMark MARK = new LoaderMark("acme.PluginLoader", "greeter@1.2.0#7");

  final DumpWriter out;
  final long object;
  final long string;
  final long classLoader;
  final long threadType;
  final long reference;
  final long pluginLoaderType;

  /** The plugin's loader. */
  final long loader;

  /** The plugin's class. */
  final long greeter;

  /** {@code Object[]}. */
  final long objects;

  SmallHeap(int idSize) {
    this(new DumpWriter(idSize));
  }

  SmallHeap(DumpWriter out) {
    this.out = out;
    object = out.type("java.lang.Object").write();
    objects = out.type("[Ljava.lang.Object;").extending(object).write();
    string =
        out.type("java.lang.String")
            .extending(object)
            .with("value")
            .with("hash", 10)
            .with("coder", 8)
            .write();
    classLoader = out.type("java.lang.ClassLoader").extending(object).with("parent", "name").write();
    threadType =
        out.type("java.lang.Thread").extending(object).with("name", "threadLocals").write();
    reference =
        out.type("java.lang.ref.Reference").extending(object).with("referent", "queue").write();
    pluginLoaderType =
        out.type("acme.PluginLoader").extending(classLoader).with("delegation").write();
    loader = loader("greeter@1.2.0#7", 0);
    greeter = out.type("com.acme.greeter.Impl").extending(object).loadedBy(loader).with("next").write();
  }

  /** A loader of the plugin loader's class. */
  long loader(String name, long parent) {
    return out.instance(pluginLoaderType, 0, parent, string(name));
  }

  long string(String text) {
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    return string(out.primitives(8, content.length, content), 0);
  }

  long utf16(String text) {
    boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    byte[] content = text.getBytes(big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
    return string(out.primitives(8, content.length, content), 1);
  }

  private long string(long value, int coder) {
    return out.instance(out.newId(), string, out.bytes().id(value).u4(0).u1(coder).done());
  }

  long thread(String name) {
    return out.instance(threadType, string(name), 0);
  }

  /** A new object of the plugin. */
  long plugin() {
    return out.instance(greeter, 0);
  }

  /** A class of the host, that the JVM never lets go, with a static field. */
  long holding(String type, String field, long value) {
    long id = out.type(type).extending(object).holding(field, value).write();
    out.inHeap(out.bytes().u1(0x05).id(id).done());
    return id;
  }

  /** A root by a JNI global. */
  void global(long id) {
    out.inHeap(out.bytes().u1(0x01).id(id).id(77).done());
  }

  /** A root of its tag, which has these numbers behind its id. */
  void root(int tag, long id, int... numbers) {
    DumpWriter.Bytes bytes = out.bytes().u1(tag).id(id);
    for (int number : numbers) {
      bytes.u4(number);
    }
    out.inHeap(bytes.done());
  }

  /** What is found in it. */
  HeapFindings findings(Path directory, int most) throws IOException {
    return findings(directory, out.end(), 6, most);
  }

  /**
   * What is found in a file of these bytes.
   *
   * @param windowBits in what pieces it is read: 6 for 64 bytes
   */
  static HeapFindings findings(Path directory, byte[] dump, int windowBits, int most)
      throws IOException {
    Path file = directory.resolve("heap.hprof");
    Files.write(file, dump);
    return HeapHolders.in(DumpFile.open(file, windowBits), MARK, most, 64L << 20);
  }
}
