package dev.pluginswap.runtime;

import dev.pluginswap.bundle.Delegation;
import java.util.List;
import java.util.Objects;

/**
 * What every plugin of this JVM is loaded against.
 *
 * @param workspace the parent of all plugin class loaders: sees the application
 * @param exports the packages that are the workspace's before they are a plugin's: {@code
 *     com.acme.api} is that package, {@code com.acme.api.*} also all below it
 * @param others who is asked first for all other classes
 * @param dispatch how the methods of handles are compiled
 * @param pollPoints whether generations are loaded for {@link PollPoints}
 */
public record RuntimeSettings(
    ClassLoader workspace,
    List<String> exports,
    Delegation.Order others,
    Dispatch dispatch,
    boolean pollPoints) {

  /** A plugin's own classes come first, and handles stay out of line. */
  public RuntimeSettings(ClassLoader workspace, List<String> exports) {
    this(workspace, exports, Delegation.Order.PLUGIN_FIRST);
  }

  /** Handles stay out of line, and there are no poll points. */
  public RuntimeSettings(ClassLoader workspace, List<String> exports, Delegation.Order others) {
    this(workspace, exports, others, Dispatch.OUTLINE, false);
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if an export is not a package pattern
   */
  public RuntimeSettings {
    Objects.requireNonNull(workspace, "workspace");
    exports = List.copyOf(exports);
    for (String export : exports) {
      if (!export.matches("[^.*;/\\s]+(\\.[^.*;/\\s]+)*(\\.\\*)?")) {
        throw new IllegalArgumentException(
            "exports: '%s' is not a package; write com.acme.api for one package, com.acme.api.* for all below it too"
                .formatted(export));
      }
    }
  }
}
