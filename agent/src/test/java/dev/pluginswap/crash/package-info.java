/**
 * What a file system may hold after a crash, enumerated.
 *
 * <p>A {@link dev.pluginswap.crash.RecordingFileSystem} is a file system in memory that is as
 * strict as Linux and notes every {@linkplain dev.pluginswap.crash.Effect effect}, by inode and not
 * by path: what an {@code fsync} keeps is an inode, under whatever name. Before each operation it
 * asks its {@link dev.pluginswap.crash.Faults} whether that is the one that fails. A {@link
 * dev.pluginswap.crash.DiskImage} is a disk that is switched off: it can be compared, and mounted
 * again. {@link dev.pluginswap.crash.CrashStates} takes the image before and the effects that
 * followed, and names every image that a crash may leave behind.
 *
 * <h2>The rules</h2>
 *
 * <ul>
 *   <li>A killed process loses nothing that it did: each prefix of the effects is a state.
 *   <li>At a power loss stays what was <em>pinned</em> before it. Forcing a file pins its bytes and
 *       its size, not the entry that leads to it. Forcing a directory pins its own entries, and
 *       nothing of its children. A rename between two directories is pinned by forcing either;
 *       where a rename may come apart, each half by forcing the directory that it is in.
 *   <li>Of the rest anything may stay. A write may stay, be lost, be torn (half of it), or have
 *       come no further than the file's size (zeros of full length).
 *   <li>Directory entries go by inode: an entry may lead to a file whose bytes were lost, and bytes
 *       may be there to which no entry leads.
 * </ul>
 *
 * <p>Which subsets of the rest are looked at is the {@link dev.pluginswap.crash.CrashModel}. Where
 * there are too many, all that differ from "everything stayed" or "everything was lost" in one or
 * two effects are taken, and a sample of the others, the same one each time.
 *
 * <p>Times, permissions and owners are not modelled, nor are blocks that the disk damages.
 */
@NullMarked
package dev.pluginswap.crash;

import org.jspecify.annotations.NullMarked;
