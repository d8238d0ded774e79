package dev.pluginswap.verify.cases;

import dev.pluginswap.testing.PluginJars;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles for Java 17 from memory to memory, against the JDK and class files in memory, and
 * nothing else. Hundreds of small compilations share one file manager: opening the JDK's classes
 * would be most of the time that each takes. Not thread-safe.
 */
final class CaseCompiler {

  /** Without {@code --release}, which opens a file manager of its own for each compilation. */
  private static final List<String> OPTIONS =
      List.of("-source", "17", "-target", "17", "-g", "-proc:none", "-nowarn", "-Xlint:none");

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager jdk =
      compiler.getStandardFileManager(null, Locale.ROOT, null);

  CaseCompiler() {
    try {
      jdk.setLocation(StandardLocation.CLASS_PATH, List.of());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Class files of sources that were compiled against nothing: many hosts are the same. */
  private final Map<Map<String, String>, Map<String, byte[]>> standalone = new HashMap<>();

  /** Compiles against the JDK alone. */
  Map<String, byte[]> compile(Map<String, String> sources) {
    Map<String, byte[]> known = standalone.get(sources);
    if (known == null) {
      known = compile(sources, Map.of());
      standalone.put(sources, known);
    }
    return known;
  }

  /**
   * Compiles.
   *
   * @param sources by class name
   * @param against class files by their path in a jar
   * @return class files by their path in a jar
   * @throws IllegalArgumentException if the sources do not compile
   */
  Map<String, byte[]> compile(Map<String, String> sources, Map<String, byte[]> against) {
    if (sources.isEmpty()) {
      return Map.of();
    }
    StringWriter complaints = new StringWriter();
    InMemory files = new InMemory(jdk, against);
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, code) -> units.add(new Source(name, code)));
    if (!compiler.getTask(complaints, files, null, OPTIONS, null, units).call()) {
      throw new IllegalArgumentException("does not compile:\n" + complaints);
    }
    Map<String, byte[]> result = new TreeMap<>();
    files.output.forEach((path, bytes) -> result.put(path, bytes.toByteArray()));
    return result;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String name, String code) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final String path;
    private final byte[] content;

    ClassFile(String path, byte[] content) {
      super(URI.create("mem:///" + path), Kind.CLASS);
      this.path = path;
      this.content = content;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(content);
    }

    String className() {
      return path.substring(0, path.length() - ".class".length()).replace('/', '.');
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, byte[]> against;
    private final Map<String, ByteArrayOutputStream> output = new TreeMap<>();

    InMemory(JavaFileManager files, Map<String, byte[]> against) {
      super(files);
      this.against = against;
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
        throws IOException {
      if (location != StandardLocation.CLASS_PATH) {
        return super.list(location, packageName, kinds, recurse);
      }
      List<JavaFileObject> found = new ArrayList<>();
      against.forEach(
          (path, content) -> {
            int slash = path.lastIndexOf('/');
            String directory = slash < 0 ? "" : path.substring(0, slash).replace('/', '.');
            if (path.endsWith(".class") && directory.equals(packageName)) {
              found.add(new ClassFile(path, content));
            }
          });
      return found;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
      return file instanceof ClassFile own
          ? own.className()
          : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      String path = PluginJars.pathOf(name);
      return new SimpleJavaFileObject(URI.create("mem:///" + path), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          output.put(path, out);
          return out;
        }
      };
    }
  }
}
