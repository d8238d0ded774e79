package dev.pluginswap.unload.heap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How heap dumps are taken and read.
 *
 * @param java the executable that reads a dump, see {@link #javaOf}
 * @param program what it runs, as its arguments: {@code -jar plugin-swap.jar heap-report}
 * @param directory where a dump is kept while it is read; made if it is missing. What lies there of
 *     a JVM that was killed meanwhile, in directories whose names begin with {@value
 *     HeapDump#PREFIX}, nobody deletes but its owner
 * @param deadline how long the dump and the reading may take together
 * @param mostHeap of a JVM that has more heap in use no dump is taken, in bytes: while it is, the
 *     JVM stands still
 * @param childHeap how much heap the JVM may take that reads the dump, in MiB; 24 bytes are needed
 *     for each object, and some 32 MiB for the rest
 * @param mostPaths how many paths are told
 */
public record HeapDumpSettings(
    Path java,
    List<String> program,
    Path directory,
    Duration deadline,
    long mostHeap,
    int childHeap,
    int mostPaths) {

  /** Keeps a copy of the program. */
  public HeapDumpSettings {
    program = List.copyOf(program);
  }

  /** What the agent's own jar is started with to read a dump. */
  public static List<String> programOf(Path agentJar) {
    return List.of("-jar", agentJar.toAbsolutePath().toString(), "heap-report");
  }

  /**
   * The executable of a JVM; images that were made without it do not have the file.
   *
   * @param javaHome the system property {@code java.home}
   * @param osName the system property {@code os.name}
   */
  public static Path javaOf(Path javaHome, String osName) {
    return javaHome.resolve("bin").resolve(osName.startsWith("Windows") ? "java.exe" : "java");
  }
}
