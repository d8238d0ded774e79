package dev.pluginswap.source;

import dev.pluginswap.bundle.BundleRefusedException;
import java.io.IOException;

/** One kind of place where bundles come from. Safe for use by any thread. */
public interface Source {

  /** Whether the text is of this kind; says nothing of whether there is a bundle. */
  boolean handles(String source);

  /**
   * Brings the artifact to this machine.
   *
   * @param request with a source that this handles
   * @throws BundleRefusedException if there is no such artifact, it may not be had, or the deadline
   *     has passed
   * @throws IOException if something breaks on the way
   */
  Fetched fetch(FetchRequest request) throws IOException, BundleRefusedException;
}
