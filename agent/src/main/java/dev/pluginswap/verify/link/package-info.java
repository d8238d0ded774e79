/**
 * Whether every class of a plugin will link here, decided from class files alone.
 *
 * <p>{@link dev.pluginswap.verify.link.StaticLinker} resolves each reference of a plugin's class
 * files as the Java Virtual Machine Specification does (5.4.3 and 5.4.4), with the loader that
 * would define each side, and answers with {@linkplain dev.pluginswap.verify.link.LinkFinding
 * findings}, one for each thing that is missing or wrong. Nothing of the plugin is loaded, and
 * nothing of the workspace is initialised.
 */
@NullMarked
package dev.pluginswap.verify.link;

import org.jspecify.annotations.NullMarked;
