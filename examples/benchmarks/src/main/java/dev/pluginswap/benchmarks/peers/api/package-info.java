/** What the host of the comparison shares with its plugin. */
@NullMarked
package dev.pluginswap.benchmarks.peers.api;

import org.jspecify.annotations.NullMarked;
