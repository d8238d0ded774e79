package dev.pluginswap.source;

/** Told how far a fetch is. Called by the thread that fetches; quick, and throws nothing. */
@FunctionalInterface
public interface FetchProgress {

  /** For the total, when the other side does not say it. */
  long UNKNOWN = -1;

  /** Nobody listens. */
  FetchProgress NONE = (bytes, total) -> {};

  /**
   * More has come.
   *
   * @param bytes that have come so far; fewer than before when a download had to begin anew
   * @param total bytes that will have come at the end; {@link #UNKNOWN} if nobody says so
   */
  void at(long bytes, long total);
}
