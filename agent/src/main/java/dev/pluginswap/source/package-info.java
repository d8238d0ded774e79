/**
 * Where bundles come from: a {@link dev.pluginswap.source.Source} turns what an operator wrote into
 * an artifact on this machine. What the artifact holds is the {@code bundle} package's business.
 *
 * <p>Today paths and {@code file:} URLs are understood. They are not copied: the artifact is the
 * path itself, and is read when the bundle is unpacked.
 */
@NullMarked
package dev.pluginswap.source;

import org.jspecify.annotations.NullMarked;
