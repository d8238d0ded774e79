package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.util.List;

/** Refusals of what is larger than a bundle may be, before it is unpacked. */
final class TooLarge {

  private TooLarge() {}

  static BundleRefusedException bytes(String where, long most) {
    return refused(
        where,
        "it has more than %d bytes".formatted(most),
        "leave out what the plugin does not need, or raise maxBundleBytes");
  }

  static BundleRefusedException files(String where, int most) {
    return refused(
        where,
        "it has more than %d files".formatted(most),
        "pack classes into jars, or raise maxBundleFiles");
  }

  private static BundleRefusedException refused(String where, String what, String cure) {
    return new BundleRefusedException(List.of(Problem.error("fetch-too-large", where, what, cure)));
  }
}
