/**
 * Where bundles come from: a {@link dev.pluginswap.source.Source} turns what an operator wrote into
 * an artifact on this machine. What the artifact holds is the {@code bundle} package's business.
 *
 * <p>Each source is bounded in time, bytes and files while it fetches, can be cancelled at any
 * point, and writes nowhere but to the directory that it is given. What it refuses has a code of
 * its own and a cure. Whatever it says of where something came from has gone through {@link
 * dev.pluginswap.source.Redacted}; credentials go to the origin that they are for.
 *
 * <p>Paths and the catalogue are not copied: the artifact is the path itself, and is read when the
 * bundle is unpacked. So are artifacts of Maven repositories; what resolves those is loaded when it
 * is needed first.
 */
@NullMarked
package dev.pluginswap.source;

import org.jspecify.annotations.NullMarked;
