package dev.pluginswap.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackagePatternTest {

  @ParameterizedTest
  @CsvSource({
    "com.acme.api,   com.acme.api,     true",
    "com.acme.api,   com.acme.api.sub, false",
    "com.acme.api,   com.acme.apix,    false",
    "com.acme.api.*, com.acme.api,     true",
    "com.acme.api.*, com.acme.api.sub, true",
    "com.acme.api.*, com.acme.apix,    false",
    "com.acme.api.*, com.acme,         false",
  })
  void aPatternMeansItsPackageAndWithAStarThoseBelow(
      String pattern, String packageName, boolean covered) {
    assertThat(new PackagePattern(pattern).covers(packageName)).isEqualTo(covered);
  }
}
