package dev.pluginswap.api;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A {@link SourceResolver} in JDK types, see {@link AgentDoor}. */
final class MappedResolver {

  private MappedResolver() {}

  /**
   * From a map of {@code source}, {@code directory}, {@code progress} and {@code cancelled} to a
   * path. What the resolver throws is the cause of a {@link CompletionException}.
   */
  static Function<Map<String, Object>, Path> of(SourceResolver resolver) {
    Objects.requireNonNull(resolver, "resolver");
    return map -> {
      try {
        return Objects.requireNonNull(
            resolver.resolve(new MappedFetch(map)), "the resolver answered null");
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        throw new CompletionException(e);
      }
    };
  }

  private record MappedFetch(Map<String, Object> map) implements SourceFetch {

    @Override
    public String source() {
      return Maps.string(map, "source");
    }

    @Override
    public Path directory() {
      return (Path) Objects.requireNonNull(map.get("directory"), "directory");
    }

    @Override
    @SuppressWarnings("unchecked") // the agent's contract
    public void progress(long bytes, long total) {
      ((BiConsumer<Long, Long>) Objects.requireNonNull(map.get("progress"), "progress"))
          .accept(bytes, total);
    }

    @Override
    public boolean isCancelled() {
      return ((BooleanSupplier) Objects.requireNonNull(map.get("cancelled"), "cancelled"))
          .getAsBoolean();
    }
  }
}
