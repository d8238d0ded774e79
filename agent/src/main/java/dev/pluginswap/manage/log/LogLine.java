package dev.pluginswap.manage.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One line of the log.
 *
 * @param at when it was logged
 * @param level how much it matters
 * @param logger name of the logger, normally a class name
 * @param message the formatted message
 * @param thrown what was logged with it; null for nothing
 */
record LogLine(Instant at, Level level, String logger, String message, @Nullable Throwable thrown) {

  boolean isAtLeast(Level threshold) {
    return level.toInt() >= threshold.toInt();
  }
}
