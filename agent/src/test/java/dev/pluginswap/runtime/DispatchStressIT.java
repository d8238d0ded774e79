package dev.pluginswap.runtime;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.ForkedTests;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link DispatchStress} in JVMs of the JDK under test, of every kind. */
final class DispatchStressIT {

  private static void stress(String... options) throws Exception {
    List<String> named = new ArrayList<>();
    for (String option : options) {
      named.add(option.startsWith("-X") ? option : "-Dstress." + option);
    }
    ForkedTests.run(DispatchStress.class, named.toArray(new String[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "swaps=1000",
        "wide=true",
        "inline=true",
        "-Xint",
        "-XX:TieredStopAtLevel=1 wide=true"
      })
  void noCallIsLostOrTooLate(String options) throws Exception {
    stress(options.split(" "));
  }

  @Test
  void aDrainThatForgetsThoseOnTheirWayIsCaught() throws Exception {
    stress("swaps=300", "wide=true", "noWindow=true", "mustFail=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"swaps=300", "wide=true", "-Xint"})
  void noCallOfAVirtualThreadIsLostOrTooLate(String options) throws Exception {
    assumeVirtualThreads();
    stress(
        Stream.concat(Stream.of("virtual=true"), Stream.of(options.split(" ")))
            .toArray(String[]::new));
  }

  @Test
  void aRetiredGenerationThatLetsVirtualThreadsInIsCaught() throws Exception {
    assumeVirtualThreads();
    stress("swaps=300", "virtual=true", "wide=true", "noRecheck=true", "mustFail=true");
  }

  @Test
  void virtualThreadsThatWaitKeepNoCarrier() throws Exception {
    assumeVirtualThreads();
    ForkedTests.run(
        WaitingVirtualThreads.class,
        "-Djdk.virtualThreadScheduler.parallelism=1",
        "-Djdk.virtualThreadScheduler.maxPoolSize=1");
  }

  /** What the unit tests show in the build's own JVM. */
  @Test
  void handlesAndDrainsAreTheSameInThisJdk() throws Exception {
    Assumptions.assumeFalse(ForkedJvm.isOfThisJdk(), "run as unit tests");
    ForkedTests.run(HandleTest.class);
    ForkedTests.run(DrainTest.class);
    ForkedTests.run(IdleWorkerTest.class);
  }

  private static void assumeVirtualThreads() throws Exception {
    Assumptions.assumeTrue(ForkedJvm.release() >= 21, "no virtual threads in this JDK");
  }
}
