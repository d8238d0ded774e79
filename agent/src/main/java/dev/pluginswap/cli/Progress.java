package dev.pluginswap.cli;

import java.io.PrintWriter;

/**
 * Shows the steps of an operation while it runs: one line that is written again and again on a
 * terminal, a line a step elsewhere. Safe for use by the thread that delivers them.
 */
final class Progress implements AutoCloseable {

  /** Back to the first column, and clear the line. */
  private static final String AGAIN = "\r\u001b[K";

  /** So that a line does not wrap, which could not be taken back. */
  private static final int WIDTH = 79;

  private enum Style {
    NONE,
    LINES,
    UPDATING
  }

  private final PrintWriter err;
  private final Style style;

  /** Notifications may arrive after the answer. Guarded by this. */
  private boolean closed;

  private Progress(PrintWriter err, Style style) {
    this.err = err;
    this.style = style;
  }

  static Progress of(CliEnvironment environment, boolean quiet) {
    Style style = environment.updatingLine() ? Style.UPDATING : Style.LINES;
    return new Progress(environment.err(), quiet ? Style.NONE : style);
  }

  synchronized void step(String message) {
    if (closed) {
      return;
    }
    switch (style) {
      case NONE -> {}
      case LINES -> err.println(message);
      case UPDATING ->
          err.print(AGAIN + (message.length() > WIDTH ? message.substring(0, WIDTH) : message));
    }
    err.flush();
  }

  /** Clears the line; later steps are not shown. */
  @Override
  public synchronized void close() {
    if (!closed && style == Style.UPDATING) {
      err.print(AGAIN);
      err.flush();
    }
    closed = true;
  }
}
