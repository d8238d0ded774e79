/**
 * Who holds a class loader, by a heap dump: what is asked when nobody in the JVM can name a holder,
 * because only a stack, native code, or the JVM itself has one.
 *
 * <p>{@link dev.pluginswap.unload.heap.HeapDump} has the JVM write a dump, has another JVM read it
 * ({@link dev.pluginswap.unload.heap.HeapReport}, out of the same jar), and deletes it. While it is
 * written the JVM stands still. Reading takes 24 bytes of the other JVM's heap for each object; the
 * file itself is mapped.
 *
 * <p>A <em>holder</em> is a step from something that is not the plugin's into something that is:
 * the plugin's loader, loaders whose parents end in it, the classes of these, arrays of them, and
 * their instances. Everything is looked at that the roots of the dump lead to, but not beyond the
 * plugin's own: what it holds of itself holds nothing. What a weak, soft, phantom or final
 * reference refers to is not followed. A holder is told by the shortest path to it.
 *
 * <p>What a dump of HotSpot does not show, and so is found to be held by nothing:
 *
 * <ul>
 *   <li>The fields of {@link java.lang.Class} objects, and with them the values of a {@link
 *       java.lang.ClassValue}.
 *   <li>What a soft reference keeps, until memory is short.
 *   <li>Objects that compiled code refers to.
 *   <li>In JDK 21, the local variables of a virtual thread that is not running. JDK 22 and later
 *       write them; JDK 17 has no virtual threads.
 *   <li>Objects that are queued for finalisation.
 * </ul>
 */
@NullMarked
package dev.pluginswap.unload.heap;

import org.jspecify.annotations.NullMarked;
