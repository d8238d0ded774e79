package dev.pluginswap.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file in {@code .leases}.
 *
 * @param jvm 16 hex digits
 * @param version the version that runs there; null for the file that stands for the JVM itself
 */
record LeaseName(String jvm, @Nullable VersionId version) {
  private static final Pattern FILE_NAME = Pattern.compile("([0-9a-f]{16})(?:\\.(.+))?");

  /** What a file name means; empty when the store did not make the name. */
  static Optional<LeaseName> of(String name) {
    Matcher matcher = FILE_NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return matcher.group(2) == null
        ? Optional.of(new LeaseName(matcher.group(1), null))
        : VersionId.ofFileName(matcher.group(2)).map(id -> new LeaseName(matcher.group(1), id));
  }

  String fileName() {
    return version == null ? jvm : jvm + "." + version.fileName();
  }
}
