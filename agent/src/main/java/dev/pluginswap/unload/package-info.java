/**
 * Proves that the class loader of an old generation is garbage, or says who holds it.
 *
 * <p>{@link dev.pluginswap.unload.Unloading#sweep} takes away what is known to keep plugins, once
 * the plugin has stopped and before its loader is closed; {@link
 * dev.pluginswap.unload.Unloading#watch} then looks on until the loader is gone. Nothing is forced:
 * a {@link dev.pluginswap.unload.CollectionProbe}, a loader that nobody holds, tells when a
 * collection that unloads classes has run. Until then nothing is known, and an idle heap is not
 * called a leak. A loader that outlives such a collection is walked for, what is found is repaired
 * as far as anybody knows how, and the next collection tells whether that was all.
 *
 * <p>What is promised:
 *
 * <ul>
 *   <li>A loader is called collected only when it is.
 *   <li>A loader is called held only after it has outlived a collection that took a loader which
 *       nobody held, from after the last repair; and then every reference into it that a walk sees
 *       is named. When none is to be seen, two more collections are waited for: a finalizer needs
 *       one, and local variables are to be seen in a heap dump alone.
 *   <li>Between two looks nothing here refers to the loader but weakly, and no look brings it back
 *       to life for a collector that is at work ({@link java.lang.ref.Reference#refersTo}).
 *   <li>What is held is looked at again: it may be let go of at any time later.
 *   <li>Nothing of the application stops for it, except by a heap dump, which is taken only of a
 *       heap that is small enough.
 * </ul>
 */
@NullMarked
package dev.pluginswap.unload;

import org.jspecify.annotations.NullMarked;
