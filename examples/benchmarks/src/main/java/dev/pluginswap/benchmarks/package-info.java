/**
 * What things cost, against what they would cost bare.
 *
 * <p>Each benchmark class answers one question and names in its documentation what it compares;
 * {@link dev.pluginswap.benchmarks.Benchmarks} runs them and prints the comparison.
 */
@NullMarked
package dev.pluginswap.benchmarks;

import org.jspecify.annotations.NullMarked;
