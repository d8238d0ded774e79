package dev.pluginswap.manage;

import java.util.List;

/**
 * The agent, as {@code dev.pluginswap:type=PluginSwap}.
 *
 * <p>Operations block until they are done and answer with a report; they throw only {@code
 * IllegalArgumentException} (no such plugin, an empty source), {@code SecurityException} (not a
 * local caller) and {@code IllegalStateException} (a failure of the agent itself). Emits a
 * notification {@code dev.pluginswap.<kind>} for every event.
 */
@Description("installs new versions of plugins into this JVM, and takes them back")
public interface PluginSwapMXBean {

  /** Installs a bundle; a relative path is one of this JVM's working directory. */
  @Description("installs a bundle: the whole transaction, up to the durable commit")
  ReportView install(
      @Description("path or URL of a bundle; a path is relative to this JVM's working directory")
          String source);

  /**
   * As {@link #install}, with options, separated by commas: {@code force=true} although handles of
   * the application may be left without a provider; {@code probation=5m} keeps the version before
   * started so long, to be taken back if calls fail; {@code allowDowngrade=true} although the
   * version is older than the live one; {@code sha256=…} only if it is this very bundle.
   */
  @Description("installs a bundle with options, as key=value,…: see the parameter")
  ReportView installWith(
      @Description("path or URL of a bundle; a path is relative to this JVM's working directory")
          String source,
      @Description(
              "any of force=true, probation=5m, allowDowngrade=true, sha256=<hex>; with commas")
          String options);

  /** Everything of an install up to the snapshot, and nothing behind it. */
  @Description("dry run: says whether the bundle could be installed, and touches nothing live")
  ReportView verify(
      @Description("path or URL of a bundle; a path is relative to this JVM's working directory")
          String source);

  /** As {@link #verify}, with the options of {@link #installWith}. */
  @Description("dry run with the options that installWith takes")
  ReportView verifyWith(
      @Description("path or file: URL of a bundle; relative to this JVM's working directory")
          String source,
      @Description("as for installWith") String options);

  /**
   * Cancels installs and dry runs that have not begun to swap; see {@link
   * dev.pluginswap.api.PluginSwap#cancel}.
   */
  @Description("cancels what is being installed, unless its swap has begun")
  CancelView cancel(
      @Description("a plugin's name, or a source exactly as it was given to install")
          String pluginOrSource);

  /** Loads the live version again, as a new generation. */
  @Description("loads the live version of a plugin again, as a new generation")
  ReportView reload(@Description("the plugin") String name);

  /** Brings back the version that was live before this one. */
  @Description("brings back the version that was live before this one")
  ReportView rollback(@Description("the plugin") String name);

  /** Takes the plugin out of service. */
  @Description("takes a plugin out of service; its last version stays for a rollback")
  ReportView remove(@Description("the plugin") String name);

  /** Compares every file of a plugin's versions with what was installed. */
  @Description("compares every file of a plugin's versions with what was installed")
  ReportView verifyInstalled(@Description("the plugin") String name);

  /** Deletes versions that are no longer needed. */
  @Description("deletes retired versions that are no longer needed from disk")
  GcView gc();

  /** Says what {@link #gc} would delete. */
  @Description("says what gc would delete, and deletes nothing")
  GcView gcDryRun();

  /** All plugins, by name. */
  @Description("all plugins that are known, by name")
  List<StatusView> getPlugins();

  /** What installs and dry runs are doing at the moment, a line each. */
  @Description("what installs are doing at the moment, a line each")
  List<String> getUnderway();

  /** The agent's version. */
  @Description("the version of the agent")
  String getVersion();

  /** The plugins directory, by its real path. */
  @Description("where the plugins are on disk")
  String getPluginsDirectory();
}
