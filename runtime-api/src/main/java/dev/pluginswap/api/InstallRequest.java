package dev.pluginswap.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to install, and how patient to be. Immutable: each {@code with…} method answers a new
 * request.
 *
 * @param source where the bundle is: a path, or a URL that the agent understands
 * @param fetchTimeout how long fetching may take; null for the agent's {@code fetchTimeout}
 * @param startTimeout how long each of the plugin's hooks (construction, state, start, health) may
 *     take; null for the agent's {@code startTimeout}
 * @param drainTimeout how long to wait for the last call inside the old version before it is
 *     stopped all the same; null for the agent's {@code drainTimeout}
 * @param probation how long the version before stays started after the swap, to be taken back if
 *     calls of the new one fail; zero for not at all; null for what the plugin's manifest says, or
 *     else the agent's {@code probation}
 * @param force whether to install a version that no longer provides a service to which a handle of
 *     the application leads; calls through it fail from then on
 * @param allowDowngrade whether to install a version that is older than the one that is live
 * @param sha256 the SHA-256 that the bundle must have, 64 lower-case hex digits: of the archive as
 *     it is fetched, or the bundle's digest; null for any
 */
public record InstallRequest(
    String source,
    @Nullable Duration fetchTimeout,
    @Nullable Duration startTimeout,
    @Nullable Duration drainTimeout,
    @Nullable Duration probation,
    boolean force,
    boolean allowDowngrade,
    @Nullable String sha256) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the source is blank, a timeout is not positive, the
   *     probation is negative, or the hash is none
   */
  public InstallRequest {
    Objects.requireNonNull(source, "source");
    if (source.isBlank()) {
      throw new IllegalArgumentException(
          "the source is empty; give a path or a file: URL of a bundle");
    }
    positive("fetchTimeout", fetchTimeout);
    positive("startTimeout", startTimeout);
    positive("drainTimeout", drainTimeout);
    if (sha256 != null && !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "sha256 must be 64 hex digits, in lower case, but is '%s'".formatted(sha256));
    }
    if (probation != null && probation.isNegative()) {
      throw new IllegalArgumentException("probation must not be negative, but is " + probation);
    }
  }

  /** A request with the agent's own time limits. */
  public static InstallRequest of(String source) {
    return new InstallRequest(source, null, null, null, null, false, false, null);
  }

  /** This request with another limit on fetching. */
  public InstallRequest withFetchTimeout(Duration timeout) {
    return new InstallRequest(
        source, timeout, startTimeout, drainTimeout, probation, force, allowDowngrade, sha256);
  }

  /** This request with another limit on the plugin's hooks. */
  public InstallRequest withStartTimeout(Duration timeout) {
    return new InstallRequest(
        source, fetchTimeout, timeout, drainTimeout, probation, force, allowDowngrade, sha256);
  }

  /** This request with another limit on the drain of the old version. */
  public InstallRequest withDrainTimeout(Duration timeout) {
    return new InstallRequest(
        source, fetchTimeout, startTimeout, timeout, probation, force, allowDowngrade, sha256);
  }

  /** This request with another probation; zero for none. */
  public InstallRequest withProbation(Duration window) {
    return new InstallRequest(
        source, fetchTimeout, startTimeout, drainTimeout, window, force, allowDowngrade, sha256);
  }

  /** This request, forced or not. */
  public InstallRequest withForce(boolean forced) {
    return new InstallRequest(
        source,
        fetchTimeout,
        startTimeout,
        drainTimeout,
        probation,
        forced,
        allowDowngrade,
        sha256);
  }

  /** This request for a version that may be older than the live one, or not. */
  public InstallRequest withAllowDowngrade(boolean allowed) {
    return new InstallRequest(
        source, fetchTimeout, startTimeout, drainTimeout, probation, force, allowed, sha256);
  }

  /**
   * This request for a bundle with this hash, in hex; {@code sha256:} may stand before it.
   *
   * @throws IllegalArgumentException if it is none
   */
  public InstallRequest withSha256(String hash) {
    String hex = hash.toLowerCase(Locale.ROOT);
    String digits = hex.startsWith("sha256:") ? hex.substring("sha256:".length()) : hex;
    return new InstallRequest(
        source, fetchTimeout, startTimeout, drainTimeout, probation, force, allowDowngrade, digits);
  }

  /** This request in JDK types, names as in the record, durations in milliseconds. */
  public Map<String, Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("source", source);
    map.put("fetchTimeout", fetchTimeout == null ? null : fetchTimeout.toMillis());
    map.put("startTimeout", startTimeout == null ? null : startTimeout.toMillis());
    map.put("drainTimeout", drainTimeout == null ? null : drainTimeout.toMillis());
    map.put("probation", probation == null ? null : probation.toMillis());
    map.put("force", force);
    map.put("allowDowngrade", allowDowngrade);
    map.put("sha256", sha256);
    return Maps.withNulls(map);
  }

  /** The opposite of {@link #toMap()}. */
  public static InstallRequest ofMap(Map<?, ?> map) {
    return new InstallRequest(
        Maps.string(map, "source"),
        duration(map, "fetchTimeout"),
        duration(map, "startTimeout"),
        duration(map, "drainTimeout"),
        duration(map, "probation"),
        Boolean.TRUE.equals(map.get("force")),
        Boolean.TRUE.equals(map.get("allowDowngrade")),
        Maps.stringOrNull(map, "sha256"));
  }

  /** This request for a log: what in its source may be a password or a token is left out. */
  @Override
  public String toString() {
    String shown =
        source
            .replaceFirst("(?<=://)[^?#]*@(?=[^/@]*(/|$))", "***@")
            .replaceFirst("(?s)^([^:]*://[^?#]*)[?#].*$", "$1?***");
    return "install %s, fetchTimeout=%s, startTimeout=%s, drainTimeout=%s, probation=%s, force=%s"
        .formatted(shown, fetchTimeout, startTimeout, drainTimeout, probation, force);
  }

  private static @Nullable Duration duration(Map<?, ?> map, String key) {
    return map.get(key) == null ? null : Duration.ofMillis(Maps.number(map, key));
  }

  private static void positive(String name, @Nullable Duration timeout) {
    if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
      throw new IllegalArgumentException(name + " must be positive, but is " + timeout);
    }
  }
}
