package dev.pluginswap.verify.cases;

import dev.pluginswap.testing.ForkedTests;
import org.junit.jupiter.api.Test;

/** {@link OffTheShelf}, in the JVM that the integration tests start. */
class OffTheShelfLinkageIT {

  @Test
  void nothingThatIsPublishedIsRefusedForNothing() throws Exception {
    // Half the time: so much code is verified once that the second compiler works in vain.
    ForkedTests.run(OffTheShelf.class, "-XX:TieredStopAtLevel=1");
  }
}
