package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jars as bundles: whole, with a manifest beside them. */
final class JarShapeTest extends ShapeOfTest {

  private static final String MANIFEST_MF = "META-INF/MANIFEST.MF";

  @Test
  void aPlainJarIsABundleByItsFileName() throws Exception {
    byte[] jar = Archives.empty().file(MANIFEST_MF, "Manifest-Version: 1.0\n").zip();
    Unpacked unpacked = unpack(artifact("postgresql-42.7.4.jar", jar));
    assertThat(unpacked.manifest()).isEqualTo(Manifest.of("postgresql", "42.7.4"));
    assertThat(sink.files).containsOnlyKeys("lib/postgresql-42.7.4.jar", "plugin.json");
    assertThat(sink.files.get("lib/postgresql-42.7.4.jar")).isEqualTo(jar);
    assertThat(new String(sink.files.get("plugin.json"), UTF_8))
        .isEqualTo(unpacked.manifest().toJson());
    assertThat(unpacked.warnings())
        .extracting(Problem::code, Problem::severity)
        .containsExactly(tuple("manifest-synthesized", Severity.INFO));
    assertThat(unpacked.files().entries())
        .extracting(FileEntry::path)
        .containsExactly("lib/postgresql-42.7.4.jar", "plugin.json");
  }

  @Test
  void aJarWithAManifestOfItsOwnIsTakenByItsWord() throws Exception {
    byte[] jar =
        Archives.empty()
            .file("META-INF/plugin.json", Archives.PLUGIN_JSON)
            .file("com/acme/A.class", "code")
            .zip();
    Unpacked unpacked = unpack(artifact("whatever-7.jar", jar));
    assertThat(unpacked.manifest()).isEqualTo(Manifest.of("greeter", "1.2.0"));
    assertThat(unpacked.warnings()).isEmpty();
    assertThat(sink.files.get("plugin.json")).isEqualTo(Archives.PLUGIN_JSON.getBytes(UTF_8));
    assertThat(sink.files).containsKey("lib/whatever-7.jar");
  }

  @Test
  void aProblemInTheJarsOwnManifestSaysWhereItIs() throws Exception {
    byte[] jar = Archives.empty().file("META-INF/plugin.json", "{\n}").zip();
    assertThat(refusal(artifact("a-1.jar", jar)))
        .extracting(Problem::where)
        .containsOnly("META-INF/plugin.json:1:1");
  }

  @Test
  void anOversizedManifestInAJarIsRefused() throws Exception {
    byte[] jar = Archives.empty().file("META-INF/plugin.json", " ".repeat(2_000_000)).zip();
    assertThat(refusal(artifact("a-1.jar", jar)))
        .extracting(Problem::code)
        .containsExactly("manifest-too-large");
  }

  @Test
  void theJarsManifestTellsNameAndVersion() throws Exception {
    byte[] jar =
        Archives.empty()
            .file(MANIFEST_MF, "Manifest-Version: 1.0\nImplementation-Version: 2.1\n")
            .zip();
    assertThat(unpack(artifact("driver.jar", jar)).manifest())
        .isEqualTo(Manifest.of("driver", "2.1"));
  }

  @Test
  void aJarOfUnknownNameIsRefused() throws Exception {
    byte[] jar = Archives.empty().file("A.class", "code").zip();
    Problem problem = refusal(artifact("driver.jar", jar)).get(0);
    assertThat(problem.code()).isEqualTo("name-unknown");
    assertThat(problem.where()).isEqualTo("'driver.jar'");
    assertThat(problem.cure()).startsWith("name the file <name>-<version>.jar");
  }

  @Test
  void coordinatesNameAJar() throws Exception {
    byte[] jar = Archives.empty().file("A.class", "code").zip();
    Path artifact = artifact("download.jar", jar);
    assertThat(unpackAs(artifact, new Coordinates("driver", "3")).manifest())
        .isEqualTo(Manifest.of("driver", "3"));
    BundleRefusedException refused =
        catchThrowableOfType(
            BundleRefusedException.class, () -> unpackAs(artifact, new Coordinates("/", "3")));
    assertThat(refused.problems().get(0).what()).contains("its coordinates '/' and '3' cannot be");
  }

  @Test
  void aDamagedManifestOfAJarIsRefused() throws Exception {
    byte[] jar = Archives.empty().file(MANIFEST_MF, "no colon here\n").zip();
    assertThat(refusal(artifact("driver.jar", jar)))
        .extracting(Problem::code)
        .containsExactly("jar-manifest-damaged");
  }

  @Test
  void aJarWhoseFileNameCannotBeAFileIsNamedAfterThePlugin() throws Exception {
    byte[] jar = Archives.empty().file("META-INF/plugin.json", Archives.PLUGIN_JSON).zip();
    for (String fileName :
        List.of("../a.jar", "a/b.jar", "a\\b.jar", "nul.jar", "a?b.jar", "a:b")) {
      MemorySink into = new MemorySink();
      Unpacker.unpack(
          artifact("x", jar), fileName, null, into, Archives.LIMITS, Archives.noDeadline());
      assertThat(into.files).as(fileName).containsKey("lib/greeter-1.2.0.jar");
    }
  }

  @Test
  void aZipOfClassesIsABundleOrAJarByWhereTheyLie() throws Exception {
    byte[] classes = Archives.empty().file("com/acme/A.class", "code").zip();
    unpack(artifact("a-1.zip", classes));
    assertThat(sink.files).containsOnlyKeys("lib/a-1.jar", "plugin.json");
    byte[] bundle = Archives.empty().file("classes/com/acme/A.class", "code").zip();
    assertThat(refusal(artifact("a-1.zip", bundle)))
        .extracting(Problem::code)
        .containsExactly("manifest-missing");
  }

  @Test
  void aBundleThatWasPackedOneDirectoryTooDeepIsToldSo() throws Exception {
    byte[] zip =
        Archives.empty()
            .file("greeter/plugin.json", Archives.PLUGIN_JSON)
            .file("greeter/classes/A.class", "code")
            .zip();
    Problem problem = refusal(artifact("greeter-1.zip", zip)).get(0);
    assertThat(problem.code()).isEqualTo("manifest-missing");
    assertThat(problem.cure()).contains("there is one at 'greeter/plugin.json'");
  }

  @Test
  void aJarCountsWithItsOwnSize() throws Exception {
    byte[] jar = Archives.empty().file("A.class", new byte[1_000_000]).zip();
    Path artifact = artifact("a-1.jar", jar);
    unpack(artifact, new MemorySink(), new BundleLimits(10_000, 10));
    assertThat(refusal(artifact, new BundleLimits(jar.length - 1L, 10)))
        .extracting(Problem::code)
        .containsExactly("too-many-bytes");
  }

  private Unpacked unpackAs(Path artifact, Coordinates coordinates) throws Exception {
    return Unpacker.unpack(
        artifact,
        "download.jar",
        coordinates,
        new MemorySink(),
        Archives.LIMITS,
        Archives.noDeadline());
  }
}
