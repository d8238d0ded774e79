package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sources that applications have added, by scheme. */
final class Resolvers implements Source {

  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]+");

  private final Map<String, Function<Map<String, Object>, Path>> resolvers =
      new ConcurrentHashMap<>();

  /** Whether the agent itself knows a text of this kind. */
  private final Predicate<String> known;

  Resolvers(Predicate<String> known) {
    this.known = known;
  }

  Runnable add(String scheme, Function<Map<String, Object>, Path> resolver) {
    if (!SCHEME.matcher(scheme).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a scheme: two or more of a-z, 0-9, '+', '.' and '-', beginning with a letter"
              .formatted(scheme));
    }
    if (known.test(scheme + ":x") || resolvers.putIfAbsent(scheme, resolver) != null) {
      throw new IllegalArgumentException(
          "sources that begin with '%s:' are known already".formatted(scheme));
    }
    return () -> resolvers.remove(scheme, resolver);
  }

  @Override
  public boolean handles(String source) {
    return resolver(source) != null;
  }

  @Override
  public Fetched fetch(FetchRequest request) throws IOException, BundleRefusedException {
    Function<Map<String, Object>, Path> resolver = resolver(request.source());
    if (resolver == null) { // taken away a moment ago
      throw new BundleRefusedException(
          List.of(
              Problem.error(
                  "source-unknown",
                  Redacted.of(request.source()),
                  "the application has taken this kind of source away",
                  "add it again, see PluginSwap.addSource")));
    }
    return new ResolverRun(request, resolver).result();
  }

  private @Nullable Function<Map<String, Object>, Path> resolver(String source) {
    int colon = source.indexOf(':');
    return colon < 0 ? null : resolvers.get(source.substring(0, colon).toLowerCase(Locale.ROOT));
  }
}
