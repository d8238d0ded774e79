package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import java.util.List;
import java.util.Set;

/**
 * One thing of which a plugin needs more than is there, however often it needs it.
 *
 * @param error what the JVM would throw
 * @param target what is missing or wrong, as a person writes it: a class, {@code
 *     com.acme.api.Clock.now()}, or a field
 * @param what the sentence that names both parties; lower case, no full stop
 * @param sites who needs it, sorted; never empty
 * @param severity whether the plugin is refused for it
 * @param waived whether the plugin's author answers for it: then it is a warning
 * @param cure what to do about it
 * @param foundBy the halves that found it; never empty
 */
public record LinkFinding(
    LinkError error,
    String target,
    String what,
    List<Site> sites,
    Severity severity,
    boolean waived,
    String cure,
    Set<Half> foundBy) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there is no site, or neither half found it
   */
  public LinkFinding {
    sites = List.copyOf(sites);
    foundBy = Set.copyOf(foundBy);
    if (sites.isEmpty() || foundBy.isEmpty()) {
      throw new IllegalArgumentException("a finding without a site or a finder: " + what);
    }
  }
}
