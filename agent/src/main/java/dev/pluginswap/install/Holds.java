package dev.pluginswap.install;

import dev.pluginswap.store.Hold;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets go of the plugins directory at the end of a transaction, whose outcome it cannot change. */
final class Holds {

  private static final Logger log = LoggerFactory.getLogger(Holds.class);

  private Holds() {}

  static void letGo(@Nullable Hold hold) {
    if (hold == null) {
      return;
    }
    try {
      hold.close();
    } catch (IOException e) {
      log.warn(
          "the lock of the plugins directory could not be released; the JVM's end releases it", e);
    }
  }
}
