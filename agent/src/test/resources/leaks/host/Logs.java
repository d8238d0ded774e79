package host;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.MemoryHandler;
import java.util.logging.StreamHandler;

/** Loggers of the host, by the JDK's own logging. */
public final class Logs {

  /** The host's own, for plugins to put something on. */
  public static final Logger LOGGER = Logger.getLogger("for.plugins");

  public static final Handler HANDLER = new StreamHandler();

  /** Keeps the last few records. */
  public static final MemoryHandler MEMORY =
      new MemoryHandler(new ConsoleHandler(), 8, Level.OFF);

  static {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(HANDLER);
    LOGGER.addHandler(MEMORY);
  }

  private Logs() {}

  /** Forgets what was set, but for handlers that have come. */
  static void clear() {
    LOGGER.setFilter(null);
    LOGGER.setLevel(null);
    HANDLER.setFilter(null);
    HANDLER.setFormatter(new java.util.logging.SimpleFormatter());
    HANDLER.setErrorManager(new java.util.logging.ErrorManager());
    for (int i = 0; i < 8; i++) {
      LOGGER.info("nothing");
    }
  }
}
