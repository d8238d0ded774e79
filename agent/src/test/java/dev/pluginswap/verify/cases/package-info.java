/**
 * The ways to break a plugin, and not to break it: hosts and plugins as text, what the JVM throws
 * for each, and the verifier held against that.
 */
package dev.pluginswap.verify.cases;
