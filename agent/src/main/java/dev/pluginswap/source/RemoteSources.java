package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sources of other machines. They are made with the first one that is asked for: they need the
 * module {@code java.net.http}, which is missing where an application of modules does not require
 * it, and an agent that never fetches must run there all the same.
 */
final class RemoteSources implements Source {

  private static final String MODULE = "java.net.http";

  private static final Pattern SCHEMES =
      Pattern.compile("(?:https?|github|oci|mvn):.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Supplier<List<Source>> maker;

  /** Null until one is asked for. Guarded by this. */
  private @Nullable List<Source> sources;

  /**
   * @param maker of the sources, which handle all these schemes
   */
  RemoteSources(Supplier<List<Source>> maker) {
    this.maker = maker;
  }

  @Override
  public boolean handles(String source) {
    return SCHEMES.matcher(source).matches();
  }

  @Override
  public Fetched fetch(FetchRequest request) throws IOException, BundleRefusedException {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      throw new BundleRefusedException(
          Problem.error(
              "source-needs-module",
              Redacted.of(request.source()),
              "this needs the module %s, which this JVM has started without".formatted(MODULE),
              "start it with --add-modules %s, or install a file".formatted(MODULE)));
    }
    for (Source source : sources()) {
      if (source.handles(request.source())) {
        return source.fetch(request);
      }
    }
    throw new IllegalStateException("no source for " + Redacted.of(request.source()));
  }

  private synchronized List<Source> sources() {
    if (sources == null) {
      sources = List.copyOf(maker.get());
    }
    return sources;
  }
}
