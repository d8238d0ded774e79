package dev.pluginswap.api;

import java.nio.file.Path;

/** One bundle that a {@link SourceResolver} is to bring. */
public interface SourceFetch {

  /** What the operator wrote, with its scheme: {@code vault:greeter/1.2.0}. */
  String source();

  /** An empty directory, for downloads; it is deleted after the bundle was unpacked. */
  Path directory();

  /**
   * Says how far it is.
   *
   * @param bytes that have come so far
   * @param total that will come; -1 if that is not known
   */
  void progress(long bytes, long total);

  /** Whether nobody waits for it any more. */
  boolean isCancelled();
}
