package dev.pluginswap.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The credentials for registries that {@code docker login} has left in a file. Helper programs that
 * the file names are not run.
 */
final class DockerConfig {

  private final Path file;

  DockerConfig(Path file) {
    this.file = file;
  }

  /**
   * {@code user:password} for a registry; null if the file does not have it, or is not there.
   *
   * @throws BundleRefusedException if the file makes no sense
   */
  @Nullable String user(String registry) throws IOException, BundleRefusedException {
    if (!Files.isReadable(file)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      Map<?, ?> config = SmallJson.object(in.readNBytes(SmallJson.MAX_SIZE));
      for (Map.Entry<?, ?> entry : SmallJson.map(config, "auths").entrySet()) {
        if (entry.getValue() instanceof Map<?, ?> auth
            && host(String.valueOf(entry.getKey())).equals(host(registry))) {
          return user(auth);
        }
      }
      return null;
    } catch (IllegalArgumentException e) {
      // Not as a cause, nor its message: the file is made of passwords.
      throw new BundleRefusedException(
          List.of(
              Problem.error(
                  "docker-config-damaged",
                  file.toString(),
                  "it is not what docker login writes",
                  "make it with docker login, or remove it")));
    }
  }

  private static @Nullable String user(Map<?, ?> auth) {
    String both = SmallJson.string(auth, "auth");
    if (both != null && !both.isEmpty()) {
      return new String(Base64.getDecoder().decode(both), UTF_8).replace("\0", "");
    }
    String user = SmallJson.string(auth, "username");
    String password = SmallJson.string(auth, "password");
    return user == null || password == null ? null : user + ":" + password;
  }

  /** {@code https://index.docker.io/v1/} is what Docker's own registry is called here. */
  private static String host(String name) {
    String host = name.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return host.equals("index.docker.io") || host.equals("registry-1.docker.io")
        ? "docker.io"
        : host;
  }
}
