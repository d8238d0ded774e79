/**
 * The plugins directory: which version of each plugin is live, on disk.
 *
 * <pre>
 * &lt;plugins&gt;/
 *   greeter                     view: link to the live version directory
 *   .versions/greeter.&lt;digest&gt;/ version directories: sealed before they appear, never changed
 *       .manifest               the file list and its own checksum: "the content is whole"
 *       .complete               written last of all: "this version has been committed"
 *   .staging/                   always disposable
 *   .previous/greeter.&lt;digest&gt;  snapshot: link to the version that was live before
 *   .state/greeter              the record
 *   .leases/                    which versions run in which JVM: never deleted by another one
 *   .adopted/                   directories that were unzipped by hand and have become versions
 *   .data/greeter/              what the plugin keeps; never touched here
 *   .config/greeter.properties  what the operator tells the plugin; never touched here
 *   .lock                       held by the one JVM that changes things; never deleted, never read
 * </pre>
 *
 * <p>The {@linkplain dev.pluginswap.store.VersionRecord record} is the only truth; the views and
 * the snapshots follow it and can be rebuilt, and are left out where the file system has no
 * symbolic links. After a crash at any point {@link dev.pluginswap.store.PluginStore#recover}
 * leaves each plugin wholly at its old or wholly at its new version. It never deletes what the
 * store did not make, and nothing of a plugin whose record is damaged.
 *
 * <p>What is durable when: closing a file forces it, {@link dev.pluginswap.store.Staging#seal}
 * forces every directory of a bundle, and the rename of a version directory and of a record is
 * followed by forcing the directory that it landed in. Views, snapshots and {@code .complete} are
 * not forced: recovery makes them again. A force that fails is the failure of its operation and is
 * never tried again, because the second attempt may succeed without having written anything.
 *
 * <p>Promised on local ext4, XFS and Btrfs. On Windows directories cannot be forced, so a power
 * loss may undo the last commits there; a killed process cannot. Not promised on NFS or FAT, which
 * reorder renames or have none that are atomic.
 */
@NullMarked
package dev.pluginswap.store;

import org.jspecify.annotations.NullMarked;
