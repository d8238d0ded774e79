/**
 * The agent as operators see it: JMX, and what keeps the agent's own log.
 *
 * <p>{@link dev.pluginswap.manage.Management} registers {@code dev.pluginswap:type=PluginSwap} and
 * one {@code dev.pluginswap:type=Plugin,name=…} a plugin. Promised:
 *
 * <ul>
 *   <li>Answers and notifications are open types, and exceptions are the JDK's, without a class of
 *       ours or of a plugin in the chain: a client needs none of our classes.
 *   <li>Whoever is told of an event finds the beans in step with it.
 *   <li>An operation that makes the agent act is refused to callers of other machines, unless
 *       remote use is switched on and the caller is authenticated: {@code install} is a licence to
 *       run code.
 * </ul>
 */
@NullMarked
package dev.pluginswap.manage;

import org.jspecify.annotations.NullMarked;
