package dev.pluginswap.manage.log;

import org.jspecify.annotations.Nullable;

/** Looks for the application's log. Used by the delivering thread alone. */
interface HostFinder {

  /** Starts looking; what was there before is found too. */
  void begin();

  /** Stops looking. */
  void end();

  /** Whether there is one that is not ready yet. */
  boolean isExpected();

  /** One that takes lines; null while there is none. */
  @Nullable HostLog ready();
}
