package dev.pluginswap.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A new directory beside the agent's jar, deleted with all that is in it when it is closed.
 *
 * @param root its real path
 */
record Scratch(Path root) implements AutoCloseable {

  /** Makes it. */
  static Scratch make(String prefix) throws IOException {
    return new Scratch(Files.createTempDirectory(ChildJvm.agentJar().getParent(), prefix));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
