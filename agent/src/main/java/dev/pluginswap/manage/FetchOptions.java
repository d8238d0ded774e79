package dev.pluginswap.manage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the options say of where bundles come from.
 *
 * @param catalogue the directory behind {@code local:}
 * @param allowHttp whether anything may be fetched without TLS
 * @param allowUnpinned whether {@code github:} may name a branch, or nothing
 * @param githubUrl the root of the REST API behind {@code github:}
 * @param githubTokenFile read for each fetch; without it the environment variable is asked
 * @param connectTimeout how long a connection may take
 * @param idleTimeout how long nothing may come over a connection
 * @param attempts how often in a row a fetch may fail without having come further
 */
record FetchOptions(
    Optional<Path> catalogue,
    boolean allowHttp,
    boolean allowUnpinned,
    URI githubUrl,
    Optional<Path> githubTokenFile,
    Duration connectTimeout,
    Duration idleTimeout,
    int attempts) {

  static FetchOptions of(OptionReader values) {
    return new FetchOptions(
        values.read("catalogue", FetchOptions::file),
        values.read("allowHttp", OptionReader::flag),
        values.read("allowUnpinned", OptionReader::flag),
        values.read("githubUrl", FetchOptions::url),
        values.read("githubTokenFile", FetchOptions::file),
        values.read("connectTimeout", OptionReader::duration),
        values.read("idleTimeout", OptionReader::duration),
        values.read("fetchAttempts", OptionReader::count));
  }

  private static Optional<Path> file(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
  }

  /** User and password are not for the command line of a JVM, which everybody can see. */
  private static URI url(String text) {
    URI url = URI.create(text);
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
      throw new IllegalArgumentException(
          "not an https: URL without user and query, such as https://github.example.com/api/v3");
    }
    return url;
  }
}
