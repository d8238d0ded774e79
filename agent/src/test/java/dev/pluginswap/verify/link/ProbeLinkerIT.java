package dev.pluginswap.verify.link;

import dev.pluginswap.testing.ForkedTests;
import org.junit.jupiter.api.Test;

/** {@link ProbeLinkerTest}, in the JVM that the integration tests start. */
class ProbeLinkerIT {

  @Test
  void aProbeKeepsItsPromisesInTheOtherJvmToo() throws Exception {
    ForkedTests.run(ProbeLinkerTest.class);
  }
}
