/**
 * Where the agent's own log lines go: into the application's log.
 *
 * <p>The core logs through its own, isolated SLF4J, whose provider is {@link
 * dev.pluginswap.manage.log.AgentLogProvider}. A line is put into a bounded buffer and the caller
 * goes on; a thread of ours delivers it, in order:
 *
 * <ul>
 *   <li>to the application's SLF4J, logger of the same name, same level, throwables as they are,
 *       once the application has brought its SLF4J up by itself;
 *   <li>to stderr, if the application shows no SLF4J in the first seconds, or one that logs
 *       nothing; and from then on to its SLF4J if that appears later;
 *   <li>errors to stderr at once while no SLF4J of the application is ready, and to it as well when
 *       it is.
 * </ul>
 *
 * <p>What is promised to the application: its SLF4J is never initialised by us, nothing of ours
 * runs on its threads but one comparison of names when a class is defined, and its class loaders
 * are held weakly. What is not: a line that the buffer had no room for is lost, and counted.
 *
 * <p>Without an {@link java.lang.instrument.Instrumentation} (the command line, unit tests)
 * warnings and errors go to stderr directly.
 */
@NullMarked
package dev.pluginswap.manage.log;

import org.jspecify.annotations.NullMarked;
