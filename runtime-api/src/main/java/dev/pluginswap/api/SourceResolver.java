package dev.pluginswap.api;

import java.nio.file.Path;

/** A kind of place where bundles come from that the application knows, and the agent does not. */
@FunctionalInterface
public interface SourceResolver {

  /**
   * Brings a bundle to this machine. Runs on a thread of its own, which is interrupted when the
   * install is cancelled, its {@code fetchTimeout} has passed, or more was written than a bundle
   * may have.
   *
   * @param fetch what is wanted, and where it may be written
   * @return a directory, zip, tar.gz or jar: in the {@linkplain SourceFetch#directory() directory},
   *     or anywhere else, where it is read in place. The file's name matters where the bundle is a
   *     jar that does not say its name and version itself
   * @throws Exception if it cannot be had; the message becomes the problem {@code
   *     source-resolver-failed}, and is shown as it is: it must not hold a password
   */
  Path resolve(SourceFetch fetch) throws Exception;
}
