package dev.pluginswap.install;

import dev.pluginswap.bundle.BundleLimits;
import java.time.Duration;

/**
 * How patient the agent is and how much it takes in. A request may override the three timeouts.
 *
 * @param fetchTimeout how long fetching and unpacking may take
 * @param startTimeout how long each hook of a plugin may take
 * @param drainTimeout how long a retired generation may keep calls before it is stopped all the
 *     same
 * @param lockTimeout how long to wait for another JVM that installs into the same plugins directory
 * @param retain how long a retired version stays on disk
 * @param retainCount how many retired versions of a plugin stay on disk at most; at least 1
 * @param follow whether to load what another JVM makes live in the same plugins directory
 * @param limits how large a bundle may be
 * @param linkage how strictly it is checked that the classes of a plugin link
 * @param probation how long the generation before a swap stays started, to be taken back; a request
 *     or a manifest may say otherwise; zero for not at all
 * @param probationFailures most exceptions that the calls of a generation on probation may end with
 * @param mostHeld generations of a plugin that are held in memory from which on no swap of it is
 *     begun; 0 for no limit
 */
public record InstallSettings(
    Duration fetchTimeout,
    Duration startTimeout,
    Duration drainTimeout,
    Duration lockTimeout,
    Duration retain,
    int retainCount,
    boolean follow,
    BundleLimits limits,
    Linkage linkage,
    Duration probation,
    int probationFailures,
    int mostHeld) {

  /** What the agent does when nothing is said. */
  public static final InstallSettings DEFAULTS =
      new InstallSettings(
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofDays(7),
          10,
          false,
          new BundleLimits(100L * 1024 * 1024, 10_000),
          Linkage.DEFAULT,
          Duration.ZERO,
          10,
          0);

  /** The same but for one. */
  InstallSettings withLinkage(Linkage other) {
    return new InstallSettings(
        fetchTimeout,
        startTimeout,
        drainTimeout,
        lockTimeout,
        retain,
        retainCount,
        follow,
        limits,
        other,
        probation,
        probationFailures,
        mostHeld);
  }
}
