/**
 * What a plugin is: its manifest, its shapes, its digest, and what may never be inside one.
 *
 * <p>{@link dev.pluginswap.bundle.Unpacker} turns an artifact (a directory, zip, tar.gz or jar,
 * told apart by content) into one tree of files with a {@code plugin.json} at its root, and knows
 * afterwards every file of it by size and hash. Names are checked before a byte is written: what
 * reaches a {@link dev.pluginswap.bundle.BundleSink} is relative, separated by {@code /}, has no
 * {@code ..}, and means the same file on every file system, those that ignore case too. Bytes are
 * counted as they come out of the archive, never as its headers promise them. Links are refused,
 * wherever they lead.
 *
 * <p>The {@linkplain dev.pluginswap.bundle.Digest digest} of a bundle depends on its files' paths,
 * sizes and contents, and on nothing else: the same tree has the same digest as a directory, as a
 * zip and as a tar.gz. File modes, times, the order of entries and empty directories do not count,
 * and empty directories are not unpacked.
 *
 * <p>Whatever is wrong with a bundle is a {@link dev.pluginswap.bundle.BundleRefusedException} with
 * all problems of its stage, structure before manifest; an {@link java.io.IOException} means that
 * this machine, not the bundle, is the trouble.
 */
@NullMarked
package dev.pluginswap.bundle;

import org.jspecify.annotations.NullMarked;
