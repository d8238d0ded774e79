/**
 * What plugin-swap costs and keeps beside others that replace plugins: PF4J, Apache Felix, and a
 * bare {@link java.net.URLClassLoader}.
 *
 * <p>Everybody loads {@linkplain dev.pluginswap.benchmarks.peers.Subject one plugin}, of the same
 * class files, and is used as its documentation says, in a JVM of its own. Of plugin-swap only the
 * agent's jar and its API are used, as an application would. {@link
 * dev.pluginswap.benchmarks.peers.Peers} runs the comparisons; each prints a table in Markdown.
 */
@NullMarked
package dev.pluginswap.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
