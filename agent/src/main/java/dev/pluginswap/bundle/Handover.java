package dev.pluginswap.bundle;

import java.util.Locale;

/** How calls go from one generation to the next. */
public enum Handover {
  /** The new generation is started and healthy before the first call goes to it. The default. */
  OVERLAP,

  /** Calls wait while the old generation stops and the new one starts: it owns a port or a file. */
  EXCLUSIVE;

  /** As {@code plugin.json} spells it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
