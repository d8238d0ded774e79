package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the bytes, the answer is a bundle or a refusal: never another exception, never without
 * end. The seeds are fixed, so a failure can be had again.
 */
@Timeout(60)
final class ParserFuzzTest {

  private static final String MANIFEST =
      """
      {"name": "greeter", "version": "1.2.0-rc.1+7", "entry": "com.acme.Entry$1",
       "requires": {"java": ">=17 <30", "workspace": {"com.acme.api": ">=2.0"}},
       "services": ["com.acme.api.Greeter", "java.util.function.Supplier"],
       "handover": "exclusive", "probation": "5m", "unload": ["com.acme.Pool.shutdown"],
       "waivers": [{"package": "com.acme.*", "reason": "only for \\u00fcbersetzer"}],
       "files": {"lib/a.jar": "sha256:%s"}}
      """
          .formatted("0123456789abcdef".repeat(4));

  @TempDir Path directory;

  private interface Attempt {
    void on(byte[] bytes) throws BundleRefusedException, IOException;
  }

  /** How many of the mutants are refused. */
  private static int refused(long seed, int rounds, byte[] original, Attempt attempt) {
    Mutations mutations = new Mutations(seed);
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      byte[] mutant = mutations.of(original);
      try {
        attempt.on(mutant);
      } catch (BundleRefusedException e) {
        assertThat(e.problems()).isNotEmpty().allMatch(problem -> !problem.what().isBlank());
        refused++;
      } catch (IOException | RuntimeException | Error e) {
        throw new AssertionError("round %d of seed %d".formatted(round, seed), e);
      }
    }
    return refused;
  }

  private void unpack(byte[] bytes) throws BundleRefusedException, IOException {
    Path artifact = directory.resolve("greeter-1.0.0");
    Files.write(artifact, bytes);
    Unpacker.unpack(
        artifact,
        "greeter-1.0.0.zip",
        null,
        false,
        new MemorySink(),
        new BundleLimits(1 << 20, 50),
        Archives.noDeadline());
  }

  private static Archives archive() {
    return Archives.good()
        .directory("classes/")
        .file("classes/com/acme/A.class", "not really")
        .file("lib/" + "long".repeat(30) + ".jar", "x".repeat(700));
  }

  @Test
  void zips() {
    assertThat(refused(1, 1_500, archive().zip(), this::unpack)).isBetween(400, 1_499);
    assertThat(refused(2, 1_500, archive().zip(ZipArchiveEntry.STORED), this::unpack))
        .isBetween(400, 1_499);
  }

  @Test
  void tars() {
    assertThat(refused(3, 1_500, archive().tar(), tar -> unpack(Archives.gzip(tar))))
        .isBetween(400, 1_499);
    assertThat(refused(4, 1_000, archive().tarGz(), this::unpack)).isBetween(500, 1_000);
  }

  @Test
  void manifests() throws Exception {
    Manifest.parse(MANIFEST.getBytes(UTF_8), "plugin.json"); // else the mutants prove little
    assertThat(
            refused(
                5, 8_000, MANIFEST.getBytes(UTF_8), json -> Manifest.parse(json, "plugin.json")))
        .isBetween(2_000, 7_999);
  }

  @Test
  void listsOfFiles() throws Exception {
    String list =
        FileList.of(
                List.of(
                    new FileEntry("lib/a b.jar", 17, "0".repeat(64)),
                    new FileEntry("plugin.json", 1, "f".repeat(64))))
            .text();
    Mutations mutations = new Mutations(6);
    int damaged = 0;
    for (int round = 0; round < 20_000; round++) {
      String mutant = new String(mutations.of(list.getBytes(UTF_8)), UTF_8);
      try {
        // What is not as it was written must not pass for it.
        assertThat(FileList.parse(mutant).text()).isEqualTo(mutant);
      } catch (DamagedFileListException e) {
        damaged++;
      }
    }
    assertThat(damaged).isGreaterThan(15_000);
  }
}
