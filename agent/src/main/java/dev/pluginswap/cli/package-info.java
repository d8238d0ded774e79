/**
 * The command line: finds the agent of another JVM, asks it over JMX, and says what it answered.
 *
 * <p>Promised: results go to stdout, everything else to stderr; with {@code --json} stdout is
 * exactly one JSON object, whatever happens short of a wrong command line. The exit code says how
 * it ended, see {@link dev.pluginswap.cli.ExitCode}. Nobody sees a stack trace who did not ask for
 * one. No agent is loaded into a JVM that has one, and none at all except by {@code attach}.
 */
@NullMarked
package dev.pluginswap.cli;

import org.jspecify.annotations.NullMarked;
