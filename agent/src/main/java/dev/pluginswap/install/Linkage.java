package dev.pluginswap.install;

import dev.pluginswap.verify.link.LinkPolicy;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How strictly it is checked that the classes of a plugin link. */
public enum Linkage {
  /** Whatever does not link refuses a bundle, in optional code too. */
  STRICT(LinkPolicy.Mode.STRICT),
  /** What does not link refuses a bundle, but for optional code, which is worth a warning. */
  DEFAULT(LinkPolicy.Mode.DEFAULT),
  /** Nothing is checked. */
  OFF(LinkPolicy.Mode.OFF);

  private final LinkPolicy.Mode mode;

  Linkage(LinkPolicy.Mode mode) {
    this.mode = mode;
  }

  LinkPolicy.Mode mode() {
    return mode;
  }

  /**
   * Reads the option {@code linkage}: a constant's name in lower case.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Linkage parse(String text) {
    for (Linkage linkage : values()) {
      if (linkage.text().equals(text)) {
        return linkage;
      }
    }
    throw new IllegalArgumentException(
        "must be one of "
            + Arrays.stream(values()).map(Linkage::text).collect(Collectors.joining(", ")));
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
