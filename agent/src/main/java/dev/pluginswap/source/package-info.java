/**
 * Where bundles come from: a {@link dev.pluginswap.source.Source} turns what an operator wrote into
 * an artifact on this machine. What the artifact holds is the {@code bundle} package's business.
 *
 * <p>Paths and {@code file:} URLs are not copied: the artifact is the path itself, and is read when
 * the bundle is unpacked. So are artifacts of Maven repositories, {@code mvn:group:artifact}; what
 * resolves those is loaded when it is needed first.
 */
@NullMarked
package dev.pluginswap.source;

import org.jspecify.annotations.NullMarked;
