package dev.pluginswap.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what it is given, and insists on what a sink may rely on. */
final class MemorySink implements BundleSink {

  final Map<String, byte[]> files = new TreeMap<>();

  @Override
  public void directory(String path) {
    assertAllowed(path);
  }

  @Override
  public OutputStream file(String path) {
    assertAllowed(path);
    assertThat(files).as("each file is asked for once").doesNotContainKey(path);
    files.put(path, new byte[0]);
    return new ByteArrayOutputStream() {
      @Override
      public void close() throws IOException {
        files.put(path, toByteArray());
      }
    };
  }

  private static void assertAllowed(String path) {
    assertThat(path).doesNotStartWith("/").doesNotContain("\\", ":", "\0");
    assertThat(path.split("/", -1)).doesNotContain("", ".", "..");
    assertThat(path).isNotIn(".manifest", ".complete");
  }
}
