package dev.pluginswap.install;

import dev.pluginswap.trust.AuditLog;
import dev.pluginswap.trust.TrustSettings;
import org.jspecify.annotations.Nullable;

/**
 * Who may bring what in, and where it is written down.
 *
 * @param trust what is asked of every bundle
 * @param audit the log of what was done; null for none
 */
public record Guards(TrustSettings trust, @Nullable AuditLog audit) {

  /** Lets everything in, and writes nothing down. */
  public static final Guards NONE = new Guards(TrustSettings.NONE, null);
}
