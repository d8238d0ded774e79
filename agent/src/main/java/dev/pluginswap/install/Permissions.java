package dev.pluginswap.install;

import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Manifest;
import dev.pluginswap.bundle.Version;
import org.jspecify.annotations.Nullable;

/**
 * What one install may do that others may not, and what it must be.
 *
 * @param force whether handles of the workspace may be left without a provider
 * @param downgrade whether it may be older than what is live
 * @param sha256 what it is to be, 64 lower-case hex digits; null for anything
 */
record Permissions(boolean force, boolean downgrade, @Nullable String sha256) {

  /** Of a bundle that an operator has put into the plugins directory: nobody else could mean it. */
  static final Permissions OF_THE_OPERATOR = new Permissions(false, true, null);

  static Permissions of(InstallRequest request) {
    return new Permissions(request.force(), request.allowDowngrade(), request.sha256());
  }

  /**
   * Returns if the version may take the place of the one before.
   *
   * @throws BundleRefusedException if it is older, and that was not asked for
   */
  void requireNoDowngrade(Manifest next, @Nullable VersionRef before)
      throws BundleRefusedException {
    if (downgrade
        || before == null
        || !Version.isValid(before.version())
        || Version.parse(next.version()).compareTo(Version.parse(before.version())) >= 0) {
      return;
    }
    throw new BundleRefusedException(
        Problem.error(
            "downgrade",
            next.name(),
            "%s is older than %s, which is live".formatted(next.version(), before.version()),
            "to go back to what was live before, use 'rollback %s'; to install this, say so: --allow-downgrade"
                .formatted(next.name())));
  }
}
