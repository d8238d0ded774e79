package dev.pluginswap.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Cancellation;
import dev.pluginswap.bundle.Deadline;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Fetches from one source, without waiting for the time between attempts. */
final class Fetches {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  final Path scratch;

  /** Nanoseconds between attempts, as they were wanted. */
  final List<Long> pauses = new CopyOnWriteArrayList<>();

  final Cancellation cancellation = new Cancellation();
  final Timing timing =
      new Timing(
          Clock.fixed(NOW, ZoneOffset.UTC),
          () -> 0.0,
          (nanos, deadline) -> {
            pauses.add(nanos);
            deadline.check();
          });
  SourceSettings settings = settings(Duration.ofSeconds(20));
  BundleLimits limits = new BundleLimits(1 << 20, 100);
  Duration limit = Duration.ofSeconds(60);
  FetchProgress progress = FetchProgress.NONE;
  KnownArchives known = KnownArchives.NONE;

  Fetches(Path scratch) {
    this.scratch = scratch;
  }

  static SourceSettings settings(Duration idle) {
    return new SourceSettings(
        null,
        true,
        false,
        SourceSettings.GITHUB,
        () -> null,
        Path.of("/no/docker/config.json"),
        Duration.ofSeconds(10),
        idle,
        4);
  }

  SourceSettings github(URI url, boolean allowUnpinned, String token) {
    return new SourceSettings(
        null,
        true,
        allowUnpinned,
        url,
        () -> token,
        settings.dockerConfig(),
        settings.connectTimeout(),
        settings.idleTimeout(),
        settings.attempts());
  }

  SourceSettings docker(Path config) {
    return new SourceSettings(
        null,
        true,
        false,
        SourceSettings.GITHUB,
        () -> null,
        config,
        settings.connectTimeout(),
        settings.idleTimeout(),
        settings.attempts());
  }

  FetchRequest request(String text) {
    Deadline deadline = new Deadline("fetching", limit, System::nanoTime, cancellation);
    return new FetchRequest(text, scratch, limits, deadline, progress, known);
  }

  Fetched fetch(Function<Fetches, Source> source, String text) throws Exception {
    return source.apply(this).fetch(request(text));
  }

  Problem refusal(Source source, String text) {
    BundleRefusedException refused =
        catchThrowableOfType(BundleRefusedException.class, () -> source.fetch(request(text)));
    assertThat(refused).as(text).isNotNull();
    assertThat(refused.problems()).hasSize(1);
    Problem problem = refused.problems().get(0);
    assertThat(problem.cure()).isNotBlank();
    assertThat(problem.code()).matches("[a-z-]+");
    return problem;
  }
}
