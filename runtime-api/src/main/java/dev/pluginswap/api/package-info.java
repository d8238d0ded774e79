/**
 * The API: install a new version of a plugin into the running JVM, call its services through
 * handles that survive every swap, and write plugins.
 *
 * <p>An application needs two lines:
 *
 * <pre>{@code
 * Greeter greeter = PluginSwap.current().service(Greeter.class);   // once, kept for ever
 * greeter.greet("Ada");                                            // always the live version
 * }</pre>
 *
 * <p>Words, used here as everywhere in the product: a <em>workspace</em> is this JVM and its
 * application; a <em>plugin</em> is a named unit of which at most one version is <em>live</em>; a
 * <em>bundle</em> is what is installed, and comes from a <em>source</em>; a <em>generation</em> is
 * one load of one version, numbered and never reused; a <em>handle</em> is the stable object that
 * the application calls and that leads to the live generation.
 *
 * <p>What is promised:
 *
 * <ul>
 *   <li>After any failure the live plugin is wholly the old version or wholly the new one, on disk
 *       and in the JVM.
 *   <li>A refused bundle changes nothing; a failed swap takes itself back.
 *   <li>A call through a handle gets the old or the new version: never an exception of ours, a null
 *       or a stopped plugin, as long as a version is live.
 *   <li>A report that says {@link dev.pluginswap.api.Outcome#COMMITTED} is durable.
 * </ul>
 *
 * <p>All types are safe for use by any number of threads, unless they say otherwise. Objects that a
 * plugin handed out earlier (a {@code Connection} of a driver, an iterator) stay with the
 * generation that made them; only the handle moves on.
 */
@NullMarked
package dev.pluginswap.api;

import org.jspecify.annotations.NullMarked;
