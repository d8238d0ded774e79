package dev.pluginswap.verify.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is checked in of the oracle is what this JDK does. {@link LinkageOracleIT} asks another. */
class LinkageOracleTest {

  @Test
  void whatIsCheckedInIsWhatTheJvmThrows() throws Exception {
    int feature = Oracle.featureUnderTest();
    boolean regenerate = System.getProperty(Oracle.REGENERATE) != null;
    assumeTrue(regenerate || Oracle.covers(feature), "no oracle for Java " + feature);
    assertThat(CompiledCase.all()).isNotEmpty();

    Map<String, String> measured = Oracle.measure(CompiledCase.allDirectory());

    if (regenerate) {
      Oracle.write(feature, measured);
    } else {
      assertThat(Oracle.differences(Oracle.checkedIn(feature), measured)).isEmpty();
    }
  }

  @Test
  void whatTheAuthorsExpectIsWhatTheOracleSays() {
    // A case that fails for another reason than it was written for proves nothing.
    List<Map<String, String>> oracles = List.of(Oracle.checkedIn(17), Oracle.checkedIn(25));
    assertThat(
            CaseText.all().stream()
                .map(
                    one ->
                        one.name()
                            + " "
                            + oracles.stream()
                                .map(oracle -> oracle.getOrDefault(one.name(), "no row"))
                                .distinct()
                                .collect(Collectors.joining(" / "))))
        .containsExactlyElementsOf(
            CaseText.all().stream().map(one -> one.name() + " " + one.expect()).toList());
  }
}
