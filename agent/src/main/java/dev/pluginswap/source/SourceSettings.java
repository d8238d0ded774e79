package dev.pluginswap.source;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of the sources.
 *
 * @param catalogue the directory behind {@code local:}; null for none
 * @param allowHttp whether anything may be fetched without TLS
 * @param allowUnpinned whether {@code github:} may name a branch, or nothing
 * @param githubUrl the root of the REST API behind {@code github:}
 * @param githubToken asked for each fetch; answers null for none
 * @param dockerConfig the file with the credentials for registries; need not be there
 * @param connectTimeout how long a connection may take
 * @param idleTimeout how long nothing may come over a connection
 * @param attempts how often in a row a fetch may fail without having come further
 */
public record SourceSettings(
    @Nullable Path catalogue,
    boolean allowHttp,
    boolean allowUnpinned,
    URI githubUrl,
    Supplier<@Nullable String> githubToken,
    Path dockerConfig,
    Duration connectTimeout,
    Duration idleTimeout,
    int attempts) {

  /** The API of the public GitHub. */
  public static final URI GITHUB = URI.create("https://api.github.com");

  /** What holds when nothing is said. */
  public static final SourceSettings DEFAULTS =
      new SourceSettings(
          null,
          false,
          false,
          GITHUB,
          () -> null,
          Path.of(System.getProperty("user.home", "."), ".docker", "config.json"),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          5);
}
