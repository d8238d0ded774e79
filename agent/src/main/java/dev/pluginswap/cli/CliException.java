package dev.pluginswap.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a message for the user and an exit code. */
final class CliException extends Exception {

  private final String code;
  private final int exitCode;

  private CliException(String code, int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.exitCode = exitCode;
  }

  /** What was asked makes no sense. */
  static CliException usage(String code, String message) {
    return new CliException(code, ExitCode.USAGE, message, null);
  }

  /** There is nobody to ask. */
  static CliException unreachable(String code, String message, @Nullable Throwable cause) {
    return new CliException(code, ExitCode.UNREACHABLE, message, cause);
  }

  /** The agent, or this command, failed in a way that no report describes. */
  static CliException internal(String code, String message, @Nullable Throwable cause) {
    return new CliException(code, ExitCode.INTERNAL, message, cause);
  }

  /** Stable, lower-case, hyphenated: programs match on this. */
  String code() {
    return code;
  }

  int exitCode() {
    return exitCode;
  }
}
