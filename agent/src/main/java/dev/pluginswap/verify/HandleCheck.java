package dev.pluginswap.verify;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.Manifest;
import dev.pluginswap.bundle.ServiceFiles;
import java.io.IOException;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the handles that the workspace holds would still lead somewhere: a version that no longer
 * provides a service, or provides another class of its name, would leave every caller with a {@link
 * dev.pluginswap.api.ServiceUnavailableException}.
 */
public final class HandleCheck {

  private final Manifest manifest;
  private final ClassLoader shadow;
  private final boolean force;
  private final List<Problem> problems = new ArrayList<>();

  private HandleCheck(Manifest manifest, ClassLoader shadow, boolean force) {
    this.manifest = manifest;
    this.shadow = shadow;
    this.force = force;
  }

  /**
   * Checks.
   *
   * @param shadow a loader that sees what the plugin's loader would see, and that is thrown away
   * @param held the types of the handles that lead to the plugin
   * @param force whether to warn only
   * @throws IOException if the bundle's files cannot be read
   */
  public static List<Problem> check(
      Bundle bundle, ClassLoader shadow, Collection<Class<?>> held, boolean force)
      throws IOException {
    HandleCheck check = new HandleCheck(bundle.manifest(), shadow, force);
    Map<String, Set<String>> providers = ServiceFiles.read(bundle.classPath(), shadow);
    for (Class<?> type : held) {
      check.handle(type, providers.getOrDefault(type.getName(), Set.of()));
    }
    return check.problems;
  }

  private void handle(Class<?> type, Set<String> providers) {
    if (providers.isEmpty()) {
      report(
          type,
          "service-gone",
          "%s %s does not provide %s, which a handle of the workspace requires: it is of %s"
              .formatted(manifest.name(), manifest.version(), type.getName(), placeOf(type)),
          "name the implementing class in META-INF/services/%s".formatted(type.getName()));
      return;
    }
    Class<?> own = load(type.getName());
    if (own != null && own != type) {
      report(
          type,
          "service-type-differs",
          "%s %s provides %s of %s, but the handles of the workspace are of %s"
              .formatted(
                  manifest.name(), manifest.version(), type.getName(), placeOf(own), placeOf(type)),
          "leave the class out of the bundle: compile against it with scope 'provided'");
    }
  }

  private void report(Class<?> type, String code, String what, String cure) {
    String where = "META-INF/services/" + type.getName();
    problems.add(
        force
            ? Problem.warning(code, where, what, "nothing: forced; calls will fail from now on")
            : Problem.error(code, where, what, cure + "; or force, and let its callers fail"));
  }

  /** Null when it cannot be loaded, which is reported by others. */
  private @Nullable Class<?> load(String name) {
    try {
      return Class.forName(name, false, shadow);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** Who has defined a class, and of which file. */
  private String placeOf(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null) {
      return "the JDK";
    }
    CodeSource source = type.getProtectionDomain().getCodeSource();
    String from = source == null || source.getLocation() == null ? "" : "" + source.getLocation();
    if (loader == shadow) {
      return "its own from " + from.substring(from.lastIndexOf('/') + 1);
    }
    String name = loader.getName();
    return "loader '%s'%s"
        .formatted(
            name == null ? loader.getClass().getName() : name,
            from.isEmpty() ? "" : " from " + from);
  }
}
