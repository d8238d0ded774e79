/**
 * Will it run here? Everything that can be known of a bundle before the swap, against this very
 * JVM.
 *
 * <p>The stages, in this order, each reporting all its problems at once: integrity ({@link
 * dev.pluginswap.verify.IntegrityCheck}), environment ({@link
 * dev.pluginswap.verify.EnvironmentCheck}), loading of the entry and the providers ({@link
 * dev.pluginswap.verify.LoadingCheck}), linkage ({@link dev.pluginswap.verify.link.StaticLinker}).
 * Structure and manifest come before them, while a bundle is unpacked. No check initialises a class
 * of the plugin, so no code of it runs.
 *
 * <p>Checks are stateless and pure, but for reading the bundle's files and asking class loaders.
 */
@NullMarked
package dev.pluginswap.verify;

import org.jspecify.annotations.NullMarked;
