package dev.pluginswap.manage;

import dev.pluginswap.api.VersionRef;
import org.jspecify.annotations.Nullable;

/**
 * A {@link VersionRef} as JMX maps it to open types: by its getters, since records are not mapped
 * on JDK 17.
 */
public final class VersionView {

  private final VersionRef ref;

  private VersionView(VersionRef ref) {
    this.ref = ref;
  }

  static @Nullable VersionView of(@Nullable VersionRef ref) {
    return ref == null ? null : new VersionView(ref);
  }

  static VersionView ofPresent(VersionRef ref) {
    return new VersionView(ref);
  }

  /** The version, as its bundle states it. */
  public String getVersion() {
    return ref.version();
  }

  /** Its digest, 64 hex digits. */
  public String getDigest() {
    return ref.digest();
  }
}
