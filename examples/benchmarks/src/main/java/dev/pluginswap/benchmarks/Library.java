package dev.pluginswap.benchmarks;

import dev.pluginswap.verify.ClassFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;

/** A jar that is verified as if it were a plugin. */
final class Library {

  /** In place of a path: Byte Buddy's jar, which is there anyhow and has some 3,000 classes. */
  static final String BYTE_BUDDY = "byte-buddy";

  private static final String CLASS_OF_BYTE_BUDDY = "net/bytebuddy/ByteBuddy.class";

  private Library() {}

  /** The jar that is meant by a path or by {@value #BYTE_BUDDY}. */
  static Path jar(String name) {
    return name.equals(BYTE_BUDDY) ? byteBuddy() : Path.of(name).toAbsolutePath();
  }

  /** How many classes a loader of this JVM would see in it. */
  static int classes(Path jar) throws IOException {
    int[] count = new int[1];
    try (ClassFiles files = new ClassFiles(List.of(jar), Runtime.version())) {
      files.forEach((name, where, buffer, length, source) -> count[0]++);
    }
    return count[0];
  }

  /** Found by a resource: the class itself is not to be loaded. */
  private static Path byteBuddy() {
    URL place = Library.class.getClassLoader().getResource(CLASS_OF_BYTE_BUDDY);
    if (place == null || !place.getProtocol().equals("jar")) {
      throw new IllegalStateException("byte-buddy's jar is not on the class path: " + place);
    }
    String url = place.getPath();
    return Path.of(URI.create(url.substring(0, url.indexOf("!/"))));
  }
}
