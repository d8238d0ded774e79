package dev.pluginswap.bundle;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the unpacker share: a file system in memory, and one way to unpack. */
abstract class ShapeOfTest {

  final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
  final Path work = memory.getPath("/work");
  final MemorySink sink = new MemorySink();

  @AfterEach
  void closeMemory() throws IOException {
    memory.close();
  }

  final Path artifact(String name, byte[] content) throws IOException {
    Files.createDirectories(work);
    return Files.write(work.resolve(name), content);
  }

  final Unpacked unpack(Path artifact) throws IOException, BundleRefusedException {
    return unpack(artifact, sink, Archives.LIMITS);
  }

  final Unpacked unpack(Path artifact, BundleSink into, BundleLimits limits)
      throws IOException, BundleRefusedException {
    return Unpacker.unpack(
        artifact, artifact.getFileName().toString(), null, into, limits, Archives.noDeadline());
  }

  final List<Problem> refusal(Path artifact) {
    return refusal(artifact, Archives.LIMITS);
  }

  final List<Problem> refusal(Path artifact, BundleLimits limits) {
    BundleRefusedException refused =
        catchThrowableOfType(
            BundleRefusedException.class, () -> unpack(artifact, new MemorySink(), limits));
    if (refused == null) {
      throw new AssertionError(artifact + " was accepted");
    }
    return refused.problems();
  }
}
