package dev.pluginswap.verify.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.Mutations;
import dev.pluginswap.verify.WorkspaceView;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a class file holds, the static half ends with findings: never with an exception, never
 * without end. The seed is fixed, so a failure can be had again.
 */
@Timeout(60)
final class ClassFuzzTest {

  @TempDir Path directory;

  @Test
  void aClassFileOfAnyBytesIsAFindingAtMost() throws Exception {
    byte[] original;
    try (InputStream in = Mutations.class.getResourceAsStream("Mutations.class")) {
      original = in.readAllBytes();
    }
    Path file = directory.resolve("classes/dev/pluginswap/testing/Mutations.class");
    Files.createDirectories(file.getParent());
    PluginClasses plugin =
        new PluginClasses(
            "fuzz", "1", List.of(directory.resolve("classes")), List.of(), Set.of(), Set.of());
    StaticLinker linker =
        new StaticLinker(
            new HostClasses(
                new WorkspaceView(
                    ClassLoader.getPlatformClassLoader(), Runtime.version(), List.of())));
    Mutations mutations = new Mutations(7);
    int found = 0;
    for (int round = 0; round < 3_000; round++) {
      Files.write(file, mutations.of(original));
      try {
        found += linker.check(plugin, LinkPolicy.DEFAULT).isEmpty() ? 0 : 1;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + round, e);
      }
    }
    assertThat(found).isBetween(500, 3_000);
  }
}
