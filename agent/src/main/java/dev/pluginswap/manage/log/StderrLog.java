package dev.pluginswap.manage.log;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.event.Level;

/**
 * Prints lines as {@code 12:34:56.789 INFO plugin-swap install: message}, stack traces under them.
 */
final class StderrLog implements LogRoute {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  /** Asked for each line: an application may replace {@code System.err}. */
  private final Supplier<PrintStream> out;

  private final ZoneId zone;

  /** Lines below it are left out. */
  private final Level threshold;

  StderrLog(Supplier<PrintStream> out, ZoneId zone, Level threshold) {
    this.out = out;
    this.zone = zone;
    this.threshold = threshold;
  }

  @Override
  public boolean isEnabled(Level level) {
    return level.toInt() >= threshold.toInt();
  }

  @Override
  public void log(LogLine line) {
    if (line.isAtLeast(threshold)) {
      out.get().print(format(line)); // one call, so that lines of several threads do not mix
      out.get().flush();
    }
  }

  private String format(LogLine line) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    writer.printf(
        Locale.ROOT,
        "%s %-5s plugin-swap %s: %s%n",
        TIME.format(line.at().atZone(zone)),
        line.level(),
        shortName(line.logger()),
        line.message());
    if (line.thrown() != null) {
      line.thrown().printStackTrace(writer);
    }
    return text.toString();
  }

  /**
   * What people know is the part, not the class: {@code dev.pluginswap.install.X} is {@code
   * install}.
   */
  private static String shortName(String logger) {
    int end = logger.lastIndexOf('.');
    return end < 0 ? logger : logger.substring(logger.lastIndexOf('.', end - 1) + 1, end);
  }
}
