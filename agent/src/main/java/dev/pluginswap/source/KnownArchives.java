package dev.pluginswap.source;

/** What this JVM has installed before, by what was fetched then. Safe for use by any thread. */
@FunctionalInterface
public interface KnownArchives {

  /** Nothing was ever installed. */
  KnownArchives NONE = sha256 -> false;

  /**
   * Whether the version that was made of an archive is the live one: then a source that learns that
   * the archive is still the same may answer {@link Fetched#unchanged} instead of bringing it
   * again.
   *
   * @param sha256 of the archive as it was fetched, 64 lower-case hex digits
   */
  boolean isLive(String sha256);
}
