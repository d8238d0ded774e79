package dev.pluginswap.trust;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the operator asks of every bundle.
 *
 * @param requirePin whether each install must name the SHA-256 of what it installs
 * @param requireSignature whether each bundle must be signed by somebody in the trust store
 * @param trustStore certificates of those whose signatures count: PEM, PKCS #12 or JKS; null where
 *     signatures are not looked at
 * @param trustStorePassword a file that holds the password of the trust store; null for none
 * @param policy the policy file; null for none
 */
public record TrustSettings(
    boolean requirePin,
    boolean requireSignature,
    @Nullable Path trustStore,
    @Nullable Path trustStorePassword,
    @Nullable Path policy) {

  /** Asks for nothing. */
  public static final TrustSettings NONE = new TrustSettings(false, false, null, null, null);

  /**
   * Checks that they go together.
   *
   * @throws IllegalArgumentException if signatures are required and there is no trust store
   */
  public TrustSettings {
    if (requireSignature && trustStore == null) {
      throw new IllegalArgumentException(
          "requireSignature needs trustStore=<file>: whose signatures are to count?");
    }
  }
}
