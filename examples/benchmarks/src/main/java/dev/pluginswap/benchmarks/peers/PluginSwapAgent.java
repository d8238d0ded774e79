package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Phase;
import dev.pluginswap.api.PluginSwap;
import dev.pluginswap.api.ServiceUnavailableException;
import dev.pluginswap.benchmarks.peers.api.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agent in this JVM, through its API. */
final class PluginSwapAgent implements Framework {

  private final PluginSwap agent = PluginSwap.current();

  /** Of the last update; null before the first. */
  private @Nullable InstallReport report;

  @Override
  public Service lookup() {
    return agent.service(Service.class, Subject.NAME);
  }

  @Override
  public void update(Path bundle) {
    InstallReport done =
        agent.install(InstallRequest.of(bundle.toString()).withAllowDowngrade(true));
    if (done.outcome() != Outcome.COMMITTED) {
      throw new IllegalStateException("not installed: " + done);
    }
    report = done;
  }

  @Override
  public Map<String, Duration> phases() {
    Map<String, Duration> phases = new LinkedHashMap<>();
    if (report != null) {
      for (Phase phase : report.phases()) {
        phases.merge(phase.name(), phase.duration(), Duration::plus);
      }
    }
    return phases;
  }

  @Override
  public boolean saysNoneFound(Throwable thrown) {
    return thrown instanceof ServiceUnavailableException;
  }

  @Override
  public void close() {
    agent.remove(Subject.NAME);
  }
}
