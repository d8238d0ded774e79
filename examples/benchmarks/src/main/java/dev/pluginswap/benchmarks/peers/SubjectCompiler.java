package dev.pluginswap.benchmarks.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles one set of sources after the other, each against all that were compiled before. */
final class SubjectCompiler {

  private final JavaCompiler javac;
  private final Path directory;

  /** Class path of the next set; what was compiled last comes first. */
  private final List<String> classPath = new ArrayList<>();

  /**
   * A compiler that keeps its files in a directory.
   *
   * @throws IllegalStateException if this Java has no compiler
   */
  SubjectCompiler(Path directory) {
    JavaCompiler found = ToolProvider.getSystemJavaCompiler();
    if (found == null) {
      throw new IllegalStateException(
          "no compiler in " + System.getProperty("java.home") + "; run this with a JDK");
    }
    this.javac = found;
    this.directory = directory;
    classPath.add(System.getProperty("java.class.path"));
    classPath.add(ChildJvm.agentJar().toString());
  }

  /**
   * Compiles for Java 17.
   *
   * @param name of the set; a directory is named after it
   * @param sources by class name
   * @return class files by their path in a jar
   * @throws IllegalStateException if a source does not compile
   */
  Map<String, byte[]> compile(String name, Map<String, String> sources) throws IOException {
    if (sources.isEmpty()) {
      return Map.of();
    }
    Path output = Files.createDirectories(directory.resolve("classes").resolve(name));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--release", "17", "-g", "-proc:none", "-nowarn", "-d", output.toString(), "-cp"));
    arguments.add(String.join(File.pathSeparator, classPath));
    Path sourceDirectory = Files.createDirectories(directory.resolve("sources").resolve(name));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      String simpleName = source.getKey().substring(source.getKey().lastIndexOf('.') + 1);
      Path file = sourceDirectory.resolve(simpleName + ".java");
      Files.writeString(file, source.getValue());
      arguments.add(file.toString());
    }
    if (javac.run(null, System.err, System.err, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException(name + " does not compile; javac has said why");
    }
    classPath.add(0, output.toString());
    return classFiles(output);
  }

  private static Map<String, byte[]> classFiles(Path output) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(output)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        files.put(output.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
