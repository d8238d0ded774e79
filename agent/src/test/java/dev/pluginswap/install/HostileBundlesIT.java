package dev.pluginswap.install;

import dev.pluginswap.testing.ForkedTests;
import dev.pluginswap.testing.hostile.HostileBundle;
import dev.pluginswap.testing.hostile.HostileBundles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link HostileInstalls} in a JVM of the JDK under test that has little memory. */
final class HostileBundlesIT {

  @TempDir Path directory;

  @Test
  void theyFillNoMemory() throws Exception {
    for (HostileBundle hostile : HostileBundles.all()) {
      Files.write(HostileInstalls.made(directory, hostile), hostile.content().bytes());
    }
    // JUnit and what keeps the results take most of it.
    ForkedTests.run(HostileInstalls.class, "-Xmx64m", "-Dhostile.bundles=" + directory);
  }
}
