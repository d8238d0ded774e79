package dev.pluginswap.verify.link;

import dev.pluginswap.bundle.Waiver;
import java.util.List;
import java.util.Objects;

/**
 * What is held against a plugin.
 *
 * @param mode how strict to be
 * @param waivers what its author answers for
 */
public record LinkPolicy(Mode mode, List<Waiver> waivers) {

  /** {@link Mode#DEFAULT} without waivers. */
  public static final LinkPolicy DEFAULT = new LinkPolicy(Mode.DEFAULT, List.of());

  /** How strict to be. */
  public enum Mode {
    /** Whatever does not link is an error, in optional code too. Waivers count. */
    STRICT,
    /** What does not link is an error, and a warning in optional code. */
    DEFAULT,
    /** Nothing is looked at. */
    OFF
  }

  /** Copies the list. */
  public LinkPolicy {
    Objects.requireNonNull(mode, "mode");
    waivers = List.copyOf(waivers);
  }
}
