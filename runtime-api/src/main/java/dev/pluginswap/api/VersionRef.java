package dev.pluginswap.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A version of a plugin that is on disk.
 *
 * @param version the version as its bundle states it
 * @param digest SHA-256 over the bundle's canonical file list, 64 lower-case hex digits
 */
public record VersionRef(String version, String digest) {

  /** Rejects nulls. */
  public VersionRef {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(digest, "digest");
  }

  /** This reference in JDK types, names as in the record. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", version);
    map.put("digest", digest);
    return map;
  }

  /** The opposite of {@link #toMap()}. */
  public static VersionRef ofMap(Map<?, ?> map) {
    return new VersionRef(Maps.string(map, "version"), Maps.string(map, "digest"));
  }
}
