package dev.pluginswap.install;

import java.util.Locale;

/**
 * The steps of a transaction, in their order. Everything from {@link #SNAPSHOT} on can be undone.
 */
enum Step {
  /** Gain the lock of the plugins directory; what a crash left behind is put right. */
  RECOVER,
  /** Get hold of the artifact. */
  FETCH,
  /** Unpack it into a staging directory, durably. */
  STAGE,
  /** Everything that can be known before the swap, against this JVM. */
  VALIDATE,
  /** Seal the staging directory and move it among the version directories. */
  PUBLISH,
  /** Link the old version under {@code .previous}. */
  SNAPSHOT,
  /** Point the view at the new version. */
  SWITCH_DIRECTORY,
  /** Load, start, check, and flip the handles. */
  SWITCH_LOADER,
  /** Write the record: from here on the new version is the truth. */
  COMMIT;

  /** The name in reports: {@code switch-directory}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
