package dev.pluginswap.manage.log;

import org.slf4j.event.Level;

/** Takes lines, from any thread, without waiting for anybody. */
interface LogRoute {

  boolean isEnabled(Level level);

  void log(LogLine line);
}
