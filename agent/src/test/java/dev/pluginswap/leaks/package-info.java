/**
 * The ways in which plugins keep their class loaders from being collected, and what becomes of each
 * of them: {@link dev.pluginswap.leaks.LeakSuiteIT}.
 */
package dev.pluginswap.leaks;
