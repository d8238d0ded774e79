package dev.pluginswap.source;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How {@code mvn:} sources are resolved.
 *
 * @param file the {@code settings.xml} to go by; null for {@code ~/.m2/settings.xml}, which need
 *     not be there
 * @param exported whether the workspace offers a package: a dependency that consists of nothing
 *     else is left out of a bundle
 */
public record MavenSettings(@Nullable Path file, Predicate<String> exported) {

  /** Rejects a null predicate. */
  public MavenSettings {
    Objects.requireNonNull(exported, "exported");
  }

  /** The user's own, in a workspace that exports nothing. */
  public static MavenSettings ofUser() {
    return new MavenSettings(null, packageName -> false);
  }
}
