package dev.pluginswap.manage.log;

/** The application's log did not take a line; the cause says why. */
final class HostLogException extends Exception {

  HostLogException(Throwable cause) {
    super("the application's SLF4J did not take a line: " + cause, cause);
  }
}
