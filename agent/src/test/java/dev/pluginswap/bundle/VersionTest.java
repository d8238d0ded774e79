package dev.pluginswap.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionTest {

  /** Each before the next. */
  private static final List<String> ASCENDING =
      List.of(
          "0-alpha",
          "0",
          "0.0.1",
          "0.9",
          "0.10",
          "1.0-1",
          "1.0-2",
          "1.0-11",
          "1.0-alpha",
          "1.0-alpha.1",
          "1.0-alpha.beta",
          "1.0-beta",
          "1.0-beta.2",
          "1.0-beta.11",
          "1.0-rc.1",
          "1.0-SNAPSHOT",
          "1.0",
          "1.0.Final",
          "1.0.1-rc1",
          "1.0.1",
          "1.9",
          "1.10",
          "2",
          "10",
          "20240101",
          "9".repeat(64));

  @Test
  void theOrderIsTotal() {
    for (int i = 0; i < ASCENDING.size(); i++) {
      for (int j = 0; j < ASCENDING.size(); j++) {
        Version one = Version.parse(ASCENDING.get(i));
        Version other = Version.parse(ASCENDING.get(j));
        assertThat(Integer.signum(one.compareTo(other)))
            .as(one + " and " + other)
            .isEqualTo(Integer.compare(i, j));
        assertThat(one.equals(other)).isEqualTo(i == j);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0.0",
    "1.0+build.7, 1.0+build.8",
    "1.0, 1.00",
    "1.0.FINAL, 1.0.Final",
    "1.0-RC1, 1.0-rc.1",
    "1_2, 1.2",
    "1.0-, 1.0",
    "0, 0.0.0"
  })
  void theseAreEqual(String one, String other) {
    Version a = Version.parse(one);
    Version b = Version.parse(other);
    assertThat(a).isEqualByComparingTo(b).isEqualTo(b).hasSameHashCodeAs(b);
    assertThat(a).hasToString(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".1", "-1", "1 2", "1/2", "ä", "1\n", "../1", "+1"})
  void theseAreNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Version.parse(text))
        .withMessageContaining("'" + text + "' is not a version");
  }

  @Test
  void sixtyFourCharactersAreTheMost() {
    assertThat(Version.isValid("1".repeat(64))).isTrue();
    assertThat(Version.isValid("1".repeat(65))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    ">=2.1, 2.1, true",
    ">=2.1, 2.1-beta, false",
    ">=2.1, 10, true",
    ">2.1, 2.1.0, false",
    ">2.1, 2.1.1, true",
    "<=2.1, 2.1.0, true",
    "<=2.1, 2.1.1, false",
    "<3, 2.99, true",
    "<3, 3, false",
    "<3, 3-beta, false",
    "<3, 3.0.0-beta, false",
    "<3-beta, 3-alpha, true",
    "<3-beta, 3-beta, false",
    "=2.1, 2.1.0, true",
    "=2.1, 2.1.1, false",
    "=2.1, 2.1-beta, false",
    "2.1, 2.1, true",
    "2.1, 2.1.0, true",
    "2.1, 2.1.7, true",
    "2.1, 2.10, false",
    "2.1, 2.1-beta, false",
    "2.1, 2.1.7-beta, true",
    "2.1, 2, false",
    "2.0, 2, true",
    "2, 2.0.0, true",
    "2, 20, false",
    "17, 17.0.9, true",
    "2.1-beta, 2.1-beta, true",
    "2.1-beta, 2.1-beta.1, false",
    ">=2.1 <3, 2.5, true",
    ">=2.1 <3, 3.0, false",
    ">=2.1    <3, 2.0, false"
  })
  void aRangeContainsWhatItSays(String range, String version, boolean contained) {
    assertThat(VersionRange.parse(range).contains(Version.parse(version))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", " 1", "1 ", ">= 1", "=>1", "!=1", "==1", "1,2", "[1,2)", "^1", "1\t2"})
  void theseAreNoRanges(String text) {
    assertThat(VersionRange.isValid(text)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VersionRange.parse(text))
        .withMessageContaining("is not a range of versions");
  }

  @Test
  void rangesAreEqualIfSpeltAlike() {
    VersionRange range = VersionRange.parse(">=1 <2");
    assertThat(range).isEqualTo(VersionRange.parse(">=1 <2")).hasToString(">=1 <2");
    assertThat(range).isNotEqualTo(VersionRange.parse(">=1.0 <2"));
  }
}
