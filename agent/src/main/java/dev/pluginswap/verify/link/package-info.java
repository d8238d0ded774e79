/**
 * Whether every class of a plugin will link here. Two halves look at the same class files, and
 * {@link dev.pluginswap.verify.link.Linker} unites what they find: {@linkplain
 * dev.pluginswap.verify.link.LinkFinding findings}, one for each thing that is missing or wrong.
 *
 * <p>{@link dev.pluginswap.verify.link.StaticLinker} resolves each reference as the Java Virtual
 * Machine Specification does (5.4.3 and 5.4.4), with the loader that would define each side, and
 * loads nothing. {@link dev.pluginswap.verify.link.ProbeLinker} asks the JVM, in a loader that is
 * thrown away. Neither initialises a class of the plugin or of the workspace.
 *
 * <p>A check mostly runs in a JVM that has not run one before. So what each check of a plugin comes
 * to is written in plain loops: a lambda or a stream would have to be linked first.
 */
@NullMarked
package dev.pluginswap.verify.link;

import org.jspecify.annotations.NullMarked;
