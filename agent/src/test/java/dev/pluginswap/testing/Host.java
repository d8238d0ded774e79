package dev.pluginswap.testing;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A small application, compiled from strings, that a {@link ForkedJvm} runs. */
public final class Host {

  private final Path sources;
  private final Path classes;
  private final List<Path> libraries = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  private Host(Path directory) throws IOException {
    this.sources = Files.createDirectories(directory.resolve("src"));
    this.classes = Files.createDirectories(directory.resolve("classes"));
  }

  /** An application without a class yet, whose files lie under {@code directory}. */
  public static Host in(Path directory) throws IOException {
    return new Host(directory);
  }

  /** Adds a source file; {@code name} is that of the class, or {@code module-info}. */
  public Host source(String name, String text) throws IOException {
    Path file = sources.resolve(name.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    files.add(Files.writeString(file, text));
    return this;
  }

  /** Adds a file beside the classes. */
  public Host resource(String path, String text) throws IOException {
    Path file = classes.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Adds jars or directories to compile with and to run with. */
  public Host with(Path... jars) {
    libraries.addAll(List.of(jars));
    return this;
  }

  /** Compiles for Java 17, as a module if there is a {@code module-info}. */
  public Host compile() throws IOException {
    boolean module = files.stream().anyMatch(file -> file.endsWith("module-info.java"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      List<String> options = new ArrayList<>(List.of("--release", "17", "-proc:none", "-d"));
      options.add(classes.toString());
      if (!libraries.isEmpty()) {
        options.add(module ? "--module-path" : "--class-path");
        options.add(joined(libraries));
      }
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!compiled) {
        throw new IllegalArgumentException("the host does not compile:\n" + messages);
      }
    }
    return this;
  }

  /** Its classes and libraries, as {@code -cp} and {@code --module-path} want them. */
  public String path() {
    return joined(Stream.concat(Stream.of(classes), libraries.stream()).toList());
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
