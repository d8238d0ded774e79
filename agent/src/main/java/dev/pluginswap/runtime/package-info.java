/**
 * Generations: the class loader of one load of one version, its lifecycle, and the handles that
 * lead to it.
 *
 * <p>A {@link dev.pluginswap.runtime.Generation} is loaded, started, checked, and only then made
 * live by {@link dev.pluginswap.runtime.PluginRuntime#switchTo}, after which every handle of the
 * plugin leads to it. The old generation is then drained, stopped and closed by the caller, in this
 * order; nothing here does so on its own.
 *
 * <p>What is promised:
 *
 * <ul>
 *   <li>A generation is drained only when every call through a handle into it has returned, and no
 *       call starts in it after {@link dev.pluginswap.runtime.Generation#drain} has answered true.
 *   <li>A call through a handle writes nothing that another thread reads, unless a virtual thread
 *       makes it.
 *   <li>While a generation is retired but still the one that handles lead to, as in an exclusive
 *       hand-over, calls wait for the next one, up to a bound.
 *   <li>The same handle object comes back for the same question, for as long as its type lives.
 *   <li>Code of a plugin that is not called through a handle runs on a thread of its own, under a
 *       deadline, and whatever it throws becomes a {@link
 *       dev.pluginswap.runtime.HookFailedException} or a {@link dev.pluginswap.api.Problem}.
 *   <li>Nothing here refers to a generation that was switched away from and closed, and nothing
 *       keeps the loader of a service type alive.
 * </ul>
 *
 * <p>Not promised: that a class loader is collected while the plugin's own threads run, or while
 * the application holds objects that the plugin gave it.
 */
@NullMarked
package dev.pluginswap.runtime;

import org.jspecify.annotations.NullMarked;
