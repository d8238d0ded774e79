package dev.pluginswap.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A fresh directory on the file system that is measured, deleted in the end. */
@State(Scope.Thread)
public class Workplace {

  private static final String BESIDE_THE_JAR = "beside-jar";

  /** Where to make it: an existing directory, or {@value #BESIDE_THE_JAR}. */
  @Param(BESIDE_THE_JAR)
  public String directory = BESIDE_THE_JAR;

  private @Nullable Path root;

  /** Makes it. */
  @Setup
  public void make() throws IOException {
    Path parent = directory.equals(BESIDE_THE_JAR) ? besideTheJar() : Path.of(directory);
    root = Files.createTempDirectory(parent, "benchmark").toRealPath();
  }

  /** Its real path. */
  Path root() {
    if (root == null) {
      throw new IllegalStateException("not made yet");
    }
    return root;
  }

  /**
   * Lets the file system finish what was done before, so that what is measured next does not pay
   * for it.
   */
  void settle() throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            root().resolve("settled"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Twice: what a journal does once a commit is over (discarding blocks), the next one awaits.
      for (int i = 0; i < 2; i++) {
        channel.write(ByteBuffer.wrap(new byte[] {1}));
        channel.force(true);
      }
    }
  }

  /** Deletes it. */
  @TearDown
  public void delete() throws IOException {
    delete(root());
  }

  /** Deletes a directory and all that is in it. */
  static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static Path besideTheJar() {
    try {
      Path here =
          Path.of(Workplace.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path parent = here.getParent();
      if (parent == null) {
        throw new IllegalStateException("nothing is above " + here);
      }
      return parent;
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException("where is the jar of the benchmarks?", e));
    }
  }
}
