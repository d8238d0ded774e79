/**
 * Takes away what keeps a plugin's class loader from being collected: one class for each way.
 *
 * <p>A {@link dev.pluginswap.unload.repair.Sweep} looks at places that are known for it, after each
 * swap. An {@link dev.pluginswap.unload.repair.EdgeRepair} looks at the references that a walk has
 * found, and runs only when the loader is still there after a collection.
 *
 * <p>What holds for all of them:
 *
 * <ul>
 *   <li>Only what is the plugin's goes: an object whose own class the plugin has loaded, not one
 *       that merely reaches the plugin, and not one whose context class loader it is.
 *   <li>What belongs to the next generation by now, or to the application, stays as it is.
 *   <li>A collection of the application is never dropped as a whole.
 *   <li>What is on by default nobody but the departed plugin can notice. What the application might
 *       notice has to be switched on by name.
 *   <li>Each says what it did, in words, with the name of what it took away.
 *   <li>Each has a name by which it is switched off or on.
 * </ul>
 */
@NullMarked
package dev.pluginswap.unload.repair;

import org.jspecify.annotations.NullMarked;
