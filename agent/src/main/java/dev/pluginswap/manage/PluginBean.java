package dev.pluginswap.manage;

import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.install.PluginOperations;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link PluginMXBean} over the {@link PluginOperations}; holds nothing but the name. */
final class PluginBean implements PluginMXBean {

  private final String name;
  private final PluginOperations operations;
  private final GuardedCalls calls;

  PluginBean(String name, PluginOperations operations, GuardedCalls calls) {
    this.name = name;
    this.operations = operations;
    this.calls = calls;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String getState() {
    return ask(status -> status.state().name());
  }

  @Override
  public @Nullable String getVersion() {
    return ask(status -> live(status, VersionRef::version));
  }

  @Override
  public @Nullable String getDigest() {
    return ask(status -> live(status, VersionRef::digest));
  }

  @Override
  public long getGeneration() {
    return ask(PluginStatus::generation);
  }

  @Override
  public @Nullable String getSince() {
    return ask(status -> new StatusView(status).getSince());
  }

  @Override
  public List<String> getServices() {
    return ask(PluginStatus::services);
  }

  @Override
  public long getCallsInFlight() {
    return ask(PluginStatus::callsInFlight);
  }

  @Override
  public List<String> getDraining() {
    return ask(PluginStatus::draining);
  }

  @Override
  public long getHeldGenerations() {
    return ask(PluginStatus::heldGenerations);
  }

  @Override
  public List<GenerationView> getGenerations() {
    return ask(status -> new StatusView(status).getGenerations());
  }

  @Override
  public @Nullable VersionView getPrevious() {
    return ask(status -> VersionView.of(status.previous()));
  }

  @Override
  public List<ProblemView> getProblems() {
    return ask(status -> new StatusView(status).getProblems());
  }

  @Override
  public FiguresView getFigures() {
    return ask(status -> new FiguresView(status.figures()));
  }

  @Override
  public ReportView reload() {
    return calls.acting("reload", who -> new ReportView(operations.onBehalfOf(who).reload(name)));
  }

  @Override
  public ReportView rollback() {
    return calls.acting(
        "rollback", who -> new ReportView(operations.onBehalfOf(who).rollback(name)));
  }

  @Override
  public ReportView verifyInstalled() {
    return calls.acting(
        "verifyInstalled", who -> new ReportView(operations.onBehalfOf(who).verifyInstalled(name)));
  }

  @Override
  public ReportView remove() {
    return calls.acting("remove", who -> new ReportView(operations.onBehalfOf(who).remove(name)));
  }

  private <T extends @Nullable Object> T ask(Function<PluginStatus, T> question) {
    return calls.looking(
        () ->
            question.apply(
                operations
                    .plugin(name)
                    .orElseThrow(
                        () ->
                            new IllegalStateException(
                                "the plugin '%s' is no longer known".formatted(name)))));
  }

  private static @Nullable String live(PluginStatus status, Function<VersionRef, String> part) {
    return status.live() == null ? null : part.apply(status.live());
  }
}
