package dev.pluginswap.launcher;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** The jar that this class was loaded from. */
final class OwnJar {

  private OwnJar() {}

  /**
   * The jar's absolute path.
   *
   * @throws IllegalStateException if the class loader does not say where the class came from
   */
  static Path path() throws URISyntaxException {
    CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new IllegalStateException(
          "the class loader of "
              + OwnJar.class.getName()
              + " does not say which jar it came from; start plugin-swap.jar as it is, not repackaged");
    }
    // Through the URI: a URL's path has blanks and umlauts percent-encoded.
    return Path.of(source.getLocation().toURI()).toAbsolutePath();
  }
}
