package dev.pluginswap.install;

import dev.pluginswap.api.InstallRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one transaction: the request's, else the agent's.
 *
 * @param probation what the request says; null for what the manifest says, or else the agent
 */
record Limits(Duration fetch, Duration start, Duration drain, @Nullable Duration probation) {

  static Limits of(InstallSettings settings) {
    return new Limits(
        settings.fetchTimeout(), settings.startTimeout(), settings.drainTimeout(), null);
  }

  static Limits of(InstallRequest request, InstallSettings settings) {
    return new Limits(
        or(request.fetchTimeout(), settings.fetchTimeout()),
        or(request.startTimeout(), settings.startTimeout()),
        or(request.drainTimeout(), settings.drainTimeout()),
        request.probation());
  }

  private static Duration or(@Nullable Duration asked, Duration otherwise) {
    return asked == null ? otherwise : asked;
  }
}
