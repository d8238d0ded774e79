package dev.pluginswap.install;

import dev.pluginswap.bundle.PackagePattern;
import dev.pluginswap.bundle.Version;
import dev.pluginswap.verify.Export;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the workspace exports to plugins, as the option says it: {@code com.acme.api.*;version=2.1}.
 *
 * @param exports the exported packages, with the version of each where one is declared
 */
public record WorkspaceApi(List<Export> exports) {

  private static final String API = "dev.pluginswap.api";

  /** Copies the list. */
  public WorkspaceApi {
    exports = List.copyOf(exports);
  }

  /**
   * Reads the patterns.
   *
   * @throws IllegalArgumentException if one is malformed; the message names it and shows a good one
   */
  public static WorkspaceApi parse(List<String> texts) {
    List<Export> exports = new ArrayList<>();
    for (String text : texts) {
      exports.add(one(text.strip()));
    }
    return new WorkspaceApi(exports);
  }

  /** The package patterns alone, as class loading wants them. */
  public List<String> patterns() {
    return exports.stream().map(Export::pattern).toList();
  }

  /** Whether plugins get the package from the workspace: it is exported, or the agent's API. */
  public boolean covers(String packageName) {
    return packageName.equals(API)
        || exports.stream()
            .anyMatch(export -> new PackagePattern(export.pattern()).covers(packageName));
  }

  private static Export one(String text) {
    int semicolon = text.indexOf(';');
    String pattern = semicolon < 0 ? text : text.substring(0, semicolon);
    if (!pattern.matches("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*(\\.\\*)?")) {
      throw malformed(text);
    }
    return new Export(pattern, semicolon < 0 ? null : version(text, text.substring(semicolon + 1)));
  }

  private static @Nullable Version version(String text, String attribute) {
    if (!attribute.startsWith("version=")) {
      throw malformed(text);
    }
    try {
      return Version.parse(attribute.substring("version=".length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("exports=%s: %s".formatted(text, e.getMessage()), e);
    }
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "exports=%s is not a package; write com.acme.api, com.acme.api.* for the packages below it too,"
                .formatted(text)
            + " or com.acme.api.*;version=2.1; several are separated by ':'");
  }
}
