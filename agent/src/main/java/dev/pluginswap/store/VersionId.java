package dev.pluginswap.store;

import dev.pluginswap.bundle.Digest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One version of one plugin; its file name is {@code <plugin>.<64 hex digits>}. */
record VersionId(String plugin, Digest digest) implements Comparable<VersionId> {
  private static final Pattern PLUGIN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern FILE_NAME =
      Pattern.compile("(" + PLUGIN.pattern() + ")\\.([0-9a-f]{64})");

  /** Rejects a name that could lead out of its directory or be taken for one of the store's own. */
  VersionId {
    checkPlugin(plugin);
  }

  static boolean isPlugin(String name) {
    return PLUGIN.matcher(name).matches();
  }

  static String checkPlugin(String name) {
    if (!isPlugin(name)) {
      throw new IllegalArgumentException(
          "not a plugin name: '" + name + "'; it must match " + PLUGIN.pattern());
    }
    return name;
  }

  /** The version that this file name stands for; empty when the store did not make the name. */
  static Optional<VersionId> ofFileName(String name) {
    Matcher matcher = FILE_NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new VersionId(matcher.group(1), new Digest(matcher.group(2))))
        : Optional.empty();
  }

  String fileName() {
    return plugin + "." + digest.hex();
  }

  @Override
  public int compareTo(VersionId other) {
    return fileName().compareTo(other.fileName());
  }

  /** For people: {@code greeter 3f2a0c11d4e5}. */
  @Override
  public String toString() {
    return plugin + " " + digest.shortForm();
  }
}
