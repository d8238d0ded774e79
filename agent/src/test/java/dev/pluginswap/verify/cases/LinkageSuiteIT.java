package dev.pluginswap.verify.cases;

import dev.pluginswap.testing.ForkedTests;
import org.junit.jupiter.api.Test;

/** {@link LinkageSuiteTest}, in the JVM that the integration tests start. */
class LinkageSuiteIT {

  @Test
  void theVerifierIsRightAboutTheOtherJvmToo() throws Exception {
    // Compiled here: another JDK's compiler has other classes to compile against.
    CompiledCase.all();
    ForkedTests.run(
        LinkageSuiteTest.class, "-D" + CompiledCase.ELSEWHERE + "=" + CompiledCase.allDirectory());
  }
}
