package dev.pluginswap.manage.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger of the core; asks {@link AgentLog} for the route on every call. Markers are ignored. */
final class AgentLogger extends LegacyAbstractLogger {

  AgentLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return AgentLog.route().isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return AgentLog.route().isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return AgentLog.route().isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return AgentLog.route().isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return AgentLog.route().isEnabled(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null; // routes do not say where a line was logged
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String text = MessageFormatter.basicArrayFormat(message, arguments);
    AgentLog.route()
        .log(new LogLine(Instant.now(), level, getName(), text == null ? "" : text, thrown));
  }
}
