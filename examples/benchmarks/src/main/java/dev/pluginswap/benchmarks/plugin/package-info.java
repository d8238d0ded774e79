/** What the measured plugins are made of: class files to put into bundles, never called here. */
@NullMarked
package dev.pluginswap.benchmarks.plugin;

import org.jspecify.annotations.NullMarked;
