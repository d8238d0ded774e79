package dev.pluginswap.manage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where credentials come from: files and the environment, never the JVM's command line. */
final class Tokens {

  private Tokens() {}

  /**
   * The token for {@code github:}, looked for each time it is needed; null for none.
   *
   * @throws UncheckedIOException when it is asked, if the file cannot be read
   */
  static Supplier<@Nullable String> github(Optional<Path> file, Map<String, String> environment) {
    return () -> {
      String token =
          file.map(Tokens::read)
              .orElseGet(() -> environment.getOrDefault("GITHUB_TOKEN", ""))
              .strip();
      return token.isEmpty() ? null : token;
    };
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code docker login} writes. */
  static Path dockerConfig(Map<String, String> environment) {
    String directory = environment.get("DOCKER_CONFIG");
    return directory == null || directory.isBlank()
        ? Path.of(System.getProperty("user.home", "."), ".docker", "config.json")
        : Path.of(directory, "config.json");
  }
}
