/**
 * The way in: what the JVM calls for {@code -javaagent}, attach and {@code java -jar}.
 *
 * <p>Only this package and {@code dev.pluginswap.api} are visible to the application: they lie in
 * the jar as normal classes and are loaded by the system class loader. Everything else lies under
 * {@code core/}, with {@code .class} renamed to {@code .classdata}, and is loaded by a {@link
 * dev.pluginswap.launcher.CoreLoader} that neither the application nor a plugin ever meets.
 *
 * <p>What is promised to the host:
 *
 * <ul>
 *   <li>Its {@code main} never waits for the agent: the core starts on a thread of its own.
 *   <li>Nothing that goes wrong here stops it. A {@code premain} that throws aborts the JVM with
 *       status 134; these catch every Throwable, say one message on stderr, and let it run.
 *   <li>One agent, however often it is started: a second flag, or an attach to a JVM that has one,
 *       says so on stderr and does nothing.
 *   <li>Nothing is initialised early: no logging, no JMX, no platform MBean server.
 * </ul>
 *
 * <p>These classes use types of the JDK alone, and know the rest of the product by name only.
 */
@NullMarked
package dev.pluginswap.launcher;

import org.jspecify.annotations.NullMarked;
