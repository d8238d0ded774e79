package dev.pluginswap.install;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.ForkedTests;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What of a probation only a newer JDK can show. */
final class ProbationIT {

  @Test
  void virtualThreadsAreOnProbationToo() throws Exception {
    Assumptions.assumeTrue(ForkedJvm.release() >= 21, "no virtual threads in this JDK");
    ForkedTests.run(ProbationOfVirtualThreads.class);
  }
}
