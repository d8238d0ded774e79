package dev.pluginswap.testing;

import dev.pluginswap.api.Plugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources that are given as strings, and writes jars and zips. */
public final class PluginJars {

  /** What was compiled against nothing but the API and the tests, by its sources. */
  private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED =
      new ConcurrentHashMap<>();

  private PluginJars() {}

  /**
   * Compiles in memory, against the API, the tests' own classes and what is given. The same sources
   * are compiled once: tests that try each failure of an install need the same plugin hundreds of
   * times.
   *
   * @param sources by binary class name
   * @return class files by their path in a jar, the caller's own
   */
  public static Map<String, byte[]> compile(Map<String, String> sources, Path... classPath) {
    if (sources.isEmpty()) {
      return Map.of();
    }
    if (classPath.length > 0) { // what is there may change
      return compiled(sources, classPath);
    }
    Map<String, byte[]> own = new TreeMap<>();
    COMPILED
        .computeIfAbsent(Map.copyOf(sources), PluginJars::compiled)
        .forEach((path, code) -> own.put(path, code.clone()));
    return own;
  }

  private static Map<String, byte[]> compiled(Map<String, String> sources, Path... classPath) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
    StringWriter complaints = new StringWriter();
    String path =
        Stream.concat(
                Stream.of(locationOf(Plugin.class), locationOf(PluginJars.class)),
                Stream.of(classPath))
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator")));
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, code) -> units.add(new Source(name, code)));
    try (JavaFileManager files =
        new InMemory(compiler.getStandardFileManager(null, Locale.ROOT, null), classes)) {
      List<String> options =
          List.of("-classpath", path, "-proc:none", "--release", "17", "-parameters");
      boolean compiled = compiler.getTask(complaints, files, null, options, null, units).call();
      if (!compiled) {
        throw new IllegalArgumentException("a test's plugin does not compile:\n" + complaints);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> result = new TreeMap<>();
    classes.forEach((name, bytes) -> result.put(pathOf(name), bytes.toByteArray()));
    return result;
  }

  /**
   * Writes a jar or zip with the entries in the order of their names; returns it. The same entries
   * give the same bytes.
   */
  public static Path write(Path target, Map<String, byte[]> entries) {
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.write(target, bytes(entries));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  /** A jar or zip, entries sorted by name. */
  public static byte[] bytes(Map<String, byte[]> entries) {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar)) {
      for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
        ZipEntry file = new ZipEntry(entry.getKey());
        file.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0)); // else the digest is of its own time
        zip.putNextEntry(file);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar.toByteArray();
  }

  /** The entries, and a jar manifest of one line besides. */
  public static Map<String, byte[]> withManifest(String line, Map<String, byte[]> entries) {
    Map<String, byte[]> all = new TreeMap<>(entries);
    all.put(
        "META-INF/MANIFEST.MF",
        "Manifest-Version: 1.0\n%s\n".formatted(line).getBytes(StandardCharsets.UTF_8));
    return all;
  }

  /** {@code com.acme.A} as {@code com/acme/A.class}. */
  public static String pathOf(String className) {
    return className.replace('.', '/') + ".class";
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
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

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + pathOf(name)), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          classes.put(name, out);
          return out;
        }
      };
    }
  }
}
