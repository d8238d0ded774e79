package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** All kinds of sources that are understood, in the order in which they are asked. */
public final class Sources {

  private final List<Source> sources;

  /** These sources; the first that handles a text has it. */
  public Sources(List<Source> sources) {
    this.sources = List.copyOf(sources);
  }

  /** Paths and {@code file:} URLs, relative to the working directory of this JVM. */
  public static Sources standard() {
    return standard(MavenSettings.ofUser());
  }

  /** Paths and {@code file:} URLs, and artifacts of the user's Maven repositories. */
  public static Sources standard(MavenSettings maven) {
    return new Sources(
        List.of(new MavenSource(maven), new PathSource(Path.of("").toAbsolutePath())));
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
    throw new BundleRefusedException(
        List.of(
            Problem.error(
                "source-unknown",
                request.source(),
                "no source of this kind is known",
                "give a path, a file: URL or mvn:group:artifact; a file whose name looks like a URL is written ./name")));
  }
}
