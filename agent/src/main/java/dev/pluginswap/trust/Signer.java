package dev.pluginswap.trust;

import java.util.List;

/**
 * Who has signed a bundle, found to be trusted.
 *
 * @param name the subject of the certificate, as RFC 2253 writes it
 * @param fingerprint SHA-256 of the certificate, 64 lower-case hex digits
 */
public record Signer(String name, String fingerprint) {

  private static final String FINGERPRINT = "sha256:";
  private static final int SHOWN = 12;

  /** Whether a pattern of a policy means this signer: its name, or {@code sha256:<fingerprint>}. */
  boolean isMeantBy(List<Glob> patterns) {
    return patterns.stream().anyMatch(p -> p.matches(name) || p.matches(FINGERPRINT + fingerprint));
  }

  /** For a report: the name, and the beginning of the fingerprint. */
  @Override
  public String toString() {
    return "%s (%s%s)".formatted(name, FINGERPRINT, fingerprint.substring(0, SHOWN));
  }
}
