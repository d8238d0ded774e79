package dev.pluginswap.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;

/** That each way to call leads to the plugin, before and after swaps, and to the same classes. */
final class LanesTest {

  private static final int CLASSES = 5;

  @TempDir static Path made;

  private static Subject subject;

  @TempDir Path directory;

  @BeforeAll
  static void make() throws IOException {
    subject = SubjectJars.make(made, CLASSES, 2, PartUse.AT_ONCE);
  }

  /** All that need no agent. */
  static Stream<Lane> lanes() {
    return Stream.of(
        new Lanes.Direct(),
        new Lanes.VolatileField(),
        new Lanes.JdkProxy(),
        new Lanes.Pf4jLookup(),
        new Lanes.Pf4jKept(),
        new Lanes.FelixLookup(),
        new Lanes.FelixReference());
  }

  @ParameterizedTest
  @MethodSource("lanes")
  void aCallIsAnsweredByTheVersionThatIsLive(Lane lane) throws Exception {
    lane.swaps = 3;
    lane.host = HostProfile.MEGAMORPHIC;
    lane.open(lane.kind().open(directory.resolve("scratch")), subject);
    try {
      assertThat(lane.once(41)).isEqualTo(42);
      assertThat(lane.framework().found().answer()).isEqualTo(2);
    } finally {
      lane.close();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PF4J", "FELIX"})
  void anInstanceThatWasKeptSaysThatItsPluginWasStopped(Kind kind) throws Exception {
    try (Framework framework = kind.open(directory.resolve("scratch"))) {
      framework.update(subject.jar(kind, 1));
      Service kept = framework.found();
      assertThat(kept.answer()).isEqualTo(1);
      framework.update(subject.jar(kind, 2));
      assertThat(kept.answer()).isEqualTo(-1);
      assertThat(framework.found().loader()).isNotSameAs(kept.loader());
    }
  }

  @Test
  void everybodyLoadsTheSameClassFiles() throws IOException {
    Map<String, Long> plain = classFiles(subject.jar(Kind.PLAIN, 1));
    assertThat(plain).hasSize(CLASSES);
    for (Kind kind : Kind.values()) {
      Map<String, Long> files = classFiles(subject.jar(kind, 1));
      Long entry = files.remove("subject/Entry.class");
      assertThat(entry == null).as("%s has no entry", kind).isEqualTo(kind == Kind.PLAIN);
      assertThat(files).as("%s", kind).isEqualTo(plain);
    }
  }

  @Test
  void theTableHasEveryBenchmark() {
    assertThat(
            Arrays.stream(CallCost.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> method.getName()))
        .containsExactlyInAnyOrderElementsOf(CallCosts.LANES);
  }

  /** Checksums by path. */
  private static Map<String, Long> classFiles(Path jar) throws IOException {
    Map<String, Long> files = new TreeMap<>();
    try (JarFile open = new JarFile(jar.toFile())) {
      open.stream()
          .filter(entry -> entry.getName().endsWith(".class"))
          .forEach(entry -> files.put(entry.getName(), entry.getCrc()));
    }
    return files;
  }
}
