package dev.pluginswap.manage;

import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.install.PluginOperations;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link PluginSwapMXBean} over the {@link PluginOperations}. */
final class PluginSwapBean implements PluginSwapMXBean {

  private final PluginOperations operations;
  private final GuardedCalls calls;
  private final String version;
  private final Path pluginsDirectory;

  PluginSwapBean(
      PluginOperations operations, GuardedCalls calls, String version, Path pluginsDirectory) {
    this.operations = operations;
    this.calls = calls;
    this.version = version;
    this.pluginsDirectory = pluginsDirectory;
  }

  @Override
  public ReportView install(String source) {
    return calls.acting(
        "install",
        who ->
            new ReportView(operations.onBehalfOf(who).install(InstallRequest.of(given(source)))));
  }

  @Override
  public ReportView installWith(String source, String options) {
    return calls.acting(
        "install",
        who ->
            new ReportView(
                operations
                    .onBehalfOf(who)
                    .install(RequestOptions.request(given(source), options))));
  }

  /** Guarded as an action: it makes this JVM read any file, and load classes to look at them. */
  @Override
  public ReportView verify(String source) {
    return calls.acting(
        "verify",
        who -> new ReportView(operations.onBehalfOf(who).verify(InstallRequest.of(given(source)))));
  }

  @Override
  public ReportView verifyWith(String source, String options) {
    return calls.acting(
        "verify",
        who ->
            new ReportView(
                operations.onBehalfOf(who).verify(RequestOptions.request(given(source), options))));
  }

  @Override
  public CancelView cancel(String pluginOrSource) {
    return calls.acting("cancel", who -> new CancelView(operations.cancel(given(pluginOrSource))));
  }

  @Override
  public List<String> getUnderway() {
    return calls.looking(operations::underway);
  }

  @Override
  public ReportView reload(String name) {
    return calls.acting(
        "reload", who -> new ReportView(operations.onBehalfOf(who).reload(given(name))));
  }

  @Override
  public ReportView rollback(String name) {
    return calls.acting(
        "rollback", who -> new ReportView(operations.onBehalfOf(who).rollback(given(name))));
  }

  @Override
  public ReportView remove(String name) {
    return calls.acting(
        "remove", who -> new ReportView(operations.onBehalfOf(who).remove(given(name))));
  }

  @Override
  public ReportView verifyInstalled(String name) {
    return calls.acting(
        "verifyInstalled",
        who -> new ReportView(operations.onBehalfOf(who).verifyInstalled(given(name))));
  }

  @Override
  public GcView gc() {
    return calls.acting("gc", who -> new GcView(operations.onBehalfOf(who).gc(false)));
  }

  @Override
  public GcView gcDryRun() {
    return calls.looking(() -> new GcView(operations.gc(true)));
  }

  @Override
  public List<StatusView> getPlugins() {
    return calls.looking(() -> operations.plugins().stream().map(StatusView::new).toList());
  }

  @Override
  public String getVersion() {
    return version;
  }

  @Override
  public String getPluginsDirectory() {
    return pluginsDirectory.toString();
  }

  /** JMX passes nulls on. */
  private static String given(@Nullable String argument) {
    if (argument == null) {
      throw new IllegalArgumentException("the argument is null; give a source or a plugin's name");
    }
    return argument;
  }
}
