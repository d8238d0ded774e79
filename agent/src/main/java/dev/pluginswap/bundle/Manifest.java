package dev.pluginswap.bundle;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says about itself: its {@code plugin.json}.
 *
 * @param name of the plugin, see {@link PluginNames}
 * @param version of the plugin, see {@link Version}
 * @param entry name of the class that implements {@code dev.pluginswap.api.Plugin}, or extends
 *     {@code org.pf4j.Plugin}; null when the plugin is nothing but its services
 * @param java the versions of Java it runs on; null for any
 * @param workspace the versions of the workspace's APIs it needs, by package; sorted
 * @param services names of the service types that it promises to provide
 * @param handover how calls go from the generation before to this one
 * @param probation how long the version before stays started after a swap to this one, zero for not
 *     at all; null for what the agent is told
 * @param unload static methods without parameters, {@code pkg.Class.method}, that are called when a
 *     generation has stopped
 * @param waivers what its author answers for, of what is missing where it runs
 * @param files SHA-256 by path of every file but {@code plugin.json}, 64 hex digits; sorted; empty
 *     when the bundle does not say
 */
public record Manifest(
    String name,
    String version,
    @Nullable String entry,
    @Nullable VersionRange java,
    Map<String, VersionRange> workspace,
    List<String> services,
    Handover handover,
    @Nullable Duration probation,
    List<String> unload,
    List<Waiver> waivers,
    Map<String, String> files) {

  /** What the manifest is called, at the root of a bundle. */
  public static final String FILE_NAME = "plugin.json";

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if the name or version is not one
   */
  public Manifest {
    PluginNames.complaint(name)
        .ifPresent(
            complaint -> {
              throw new IllegalArgumentException(
                  "the plugin name '%s' %s".formatted(name, complaint));
            });
    if (!Version.isValid(version)) {
      throw new IllegalArgumentException("'%s' is not a version".formatted(version));
    }
    workspace = Collections.unmodifiableMap(new TreeMap<>(workspace));
    services = List.copyOf(services);
    Objects.requireNonNull(handover, "handover");
    unload = List.copyOf(unload);
    waivers = List.copyOf(waivers);
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /**
   * Reads a {@code plugin.json}, strictly.
   *
   * @param json in UTF-8
   * @param where what the text is called in problems, which add line and column to it
   * @throws BundleRefusedException with everything that is wrong with it at once
   */
  public static Manifest parse(byte[] json, String where) throws BundleRefusedException {
    return ManifestReader.read(json, where);
  }

  /** Name and version only; all else as if left out. */
  static Manifest of(String name, String version) {
    return new Manifest(
        name,
        version,
        null,
        null,
        Map.of(),
        List.of(),
        Handover.OVERLAP,
        null,
        List.of(),
        List.of(),
        Map.of());
  }

  Manifest withEntry(String className) {
    return new Manifest(
        name, version, className, java, workspace, services, handover, probation, unload, waivers,
        files);
  }

  Manifest withFiles(Map<String, String> hashes) {
    return new Manifest(
        name, version, entry, java, workspace, services, handover, probation, unload, waivers,
        hashes);
  }

  /**
   * This manifest as the canonical {@code plugin.json}: fields in the order of this record, what is
   * empty or default left out, maps sorted, lines ended by a line feed. Reads back as an equal
   * manifest.
   */
  public String toJson() {
    return ManifestWriter.write(this);
  }
}
