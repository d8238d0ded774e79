/**
 * Will it run here? Everything that can be known of a bundle before the swap, against this very
 * JVM.
 *
 * <p>The stages, in this order, each reporting all its problems at once: integrity ({@link
 * dev.pluginswap.verify.IntegrityCheck}), environment ({@link
 * dev.pluginswap.verify.EnvironmentCheck}), the class paths that jars name ({@link
 * dev.pluginswap.verify.ClassPathCheck}), and linkage ({@link dev.pluginswap.verify.link.Linker}),
 * with the entry and the providers ({@link dev.pluginswap.verify.LoadingCheck}) and the handles of
 * the workspace ({@link dev.pluginswap.verify.HandleCheck}). Structure and manifest come before
 * them, while a bundle is unpacked. No check initialises a class of the plugin, so no code of it
 * runs.
 *
 * <p>Checks are stateless and pure, but for reading the bundle's files and asking class loaders.
 */
@NullMarked
package dev.pluginswap.verify;

import org.jspecify.annotations.NullMarked;
