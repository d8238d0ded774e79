package dev.pluginswap.install;

import dev.pluginswap.api.InstallRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time limits of one transaction: the request's, else the agent's. */
record Limits(Duration fetch, Duration start, Duration drain) {

  static Limits of(InstallSettings settings) {
    return new Limits(settings.fetchTimeout(), settings.startTimeout(), settings.drainTimeout());
  }

  static Limits of(InstallRequest request, InstallSettings settings) {
    return new Limits(
        or(request.fetchTimeout(), settings.fetchTimeout()),
        or(request.startTimeout(), settings.startTimeout()),
        or(request.drainTimeout(), settings.drainTimeout()));
  }

  private static Duration or(@Nullable Duration asked, Duration otherwise) {
    return asked == null ? otherwise : asked;
  }
}
