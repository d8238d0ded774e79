/**
 * The transaction: the only package that knows what a bundle is, where it comes from, whether it
 * will run, where it lives on disk and how it is loaded.
 *
 * <p>{@link dev.pluginswap.install.PluginOperations} is what JMX, the API and the command line
 * call.
 */
@NullMarked
package dev.pluginswap.install;

import org.jspecify.annotations.NullMarked;
