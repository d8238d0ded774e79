package dev.pluginswap.install;

import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.source.Sources;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.trust.Trust;
import dev.pluginswap.verify.WorkspaceView;
import dev.pluginswap.verify.link.Linker;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What every transaction works with.
 *
 * @param store the plugins directory
 * @param runtime generations and handles
 * @param sources where bundles come from
 * @param workspace what verification may know of this JVM
 * @param linker checks that the classes of a plugin link
 * @param settings time limits and sizes
 * @param clock the time of day
 * @param nanoTime the time that durations are measured with, nanoseconds
 * @param listener told of each step
 * @param events what the outside hears
 * @param roster what this JVM knows of each plugin
 * @param retirement where retired generations go
 * @param probation where generations are kept for a while
 * @param trust who may bring what in
 * @param audit where it is written down
 * @param underway the transactions that can be cancelled
 * @param archives which version was made of which archive
 */
record Parts(
    PluginStore store,
    PluginRuntime runtime,
    Sources sources,
    WorkspaceView workspace,
    Linker linker,
    InstallSettings settings,
    Clock clock,
    LongSupplier nanoTime,
    StepListener listener,
    Events events,
    Roster roster,
    Retirement retirement,
    Probation probation,
    Trust trust,
    AuditTrail audit,
    Underway underway,
    Archives archives) {

  /** The same, for what is done on behalf of somebody. */
  Parts onBehalfOf(String who) {
    return new Parts(
        store,
        runtime,
        sources,
        workspace,
        linker,
        settings,
        clock,
        nanoTime,
        listener,
        events,
        roster,
        retirement,
        probation,
        trust,
        audit.by(who),
        underway,
        archives);
  }

  /** Loads from {@link #store} into {@link #runtime}. */
  GenerationLoader loader() {
    return new GenerationLoader(store, runtime);
  }
}
