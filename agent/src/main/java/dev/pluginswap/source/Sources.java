package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All kinds of sources that are understood, in the order in which they are asked. */
public final class Sources {

  private final List<Source> sources;

  /** What applications have added. */
  private final Resolvers resolvers = new Resolvers(this::isKnown);

  /** These sources; the first that handles a text has it. */
  public Sources(List<Source> sources) {
    this.sources = List.copyOf(sources);
  }

  /** As {@link #standard(SourceSettings, MavenSettings)}, when nothing is said. */
  public static Sources standard() {
    return standard(SourceSettings.DEFAULTS, MavenSettings.ofUser());
  }

  /**
   * Paths and {@code file:} URLs, relative to the working directory of this JVM; {@code https:} and
   * {@code http:}; {@code local:}, {@code github:} and {@code oci:}; artifacts of the user's Maven
   * repositories. Nothing is connected to, and nothing loaded for it, before a source needs it.
   */
  public static Sources standard(SourceSettings settings, MavenSettings maven) {
    return new Sources(
        List.of(
            new PathSource(Path.of("").toAbsolutePath()),
            new CatalogueSource(settings.catalogue()),
            new RemoteSources(() -> remote(settings, maven))));
  }

  private static List<Source> remote(SourceSettings settings, MavenSettings maven) {
    Web web = new Web(settings);
    Timing timing = Timing.standard();
    return List.of(
        new HttpSource(web, settings, timing),
        new ForgeSource(web, settings, timing),
        new OciSource(web, settings, timing),
        new MavenSource(maven));
  }

  /**
   * Fetches from the first source that handles the text.
   *
   * @throws BundleRefusedException with the code {@code source-unknown} if none does; or as {@link
   *     Source#fetch}
   * @throws IOException as {@link Source#fetch}
   */
  public Fetched fetch(FetchRequest request) throws IOException, BundleRefusedException {
    request.deadline().check();
    for (Source source : sources) {
      if (source.handles(request.source())) {
        return source.fetch(request);
      }
    }
    if (resolvers.handles(request.source())) {
      return resolvers.fetch(request);
    }
    throw new BundleRefusedException(
        List.of(
            Problem.error(
                "source-unknown",
                Redacted.of(request.source()),
                "no source of this kind is known",
                "give a path, or a URL that begins with file:, https:, local:, github:, oci: or mvn:; a file"
                    + " whose name looks like a URL is written ./name")));
  }

  /**
   * Adds a kind of source.
   *
   * @param scheme what a text of this kind has before its first colon, lower case
   * @param resolver from {@code source}, {@code directory}, {@code progress} and {@code cancelled}
   *     to a path; see {@link dev.pluginswap.api.PluginSwap#addSource}
   * @return takes it away again
   * @throws IllegalArgumentException if it is no scheme, or is known already
   */
  public Runnable add(String scheme, Function<Map<String, Object>, Path> resolver) {
    return resolvers.add(scheme, resolver);
  }

  private boolean isKnown(String source) {
    return sources.stream().anyMatch(known -> known.handles(source));
  }
}
