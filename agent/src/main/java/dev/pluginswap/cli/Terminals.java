package dev.pluginswap.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether somebody sits in front of stderr. As far as Java can know: it has no isatty. */
final class Terminals {

  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Terminals() {}

  /** Whether one line of stderr may be written again and again. */
  static boolean updatingLine(Map<String, String> environment) {
    return wantsControlCharacters(environment) && hasConsole() && stderrMayBeTerminal();
  }

  /** Whether help texts may have colours. */
  static boolean ansi(Map<String, String> environment) {
    return wantsControlCharacters(environment) && hasConsole();
  }

  /** NO_COLOR counts when it is there and not empty (no-color.org). */
  static boolean wantsControlCharacters(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "dumb");
    return !term.isEmpty()
        && !term.equals("dumb")
        && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Since JDK 22 there is a console even when input and output are files: ask it. */
  @SuppressWarnings("SystemConsoleNull") // null is asked for 17 to 21, isTerminal() after that
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean)
          MethodHandles.publicLookup()
              .findVirtual(Console.class, "isTerminal", MethodType.methodType(boolean.class))
              .invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before 22, a console is a terminal
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Console.isTerminal() failed", e);
    }
  }

  /** The console is about stdin and stdout only; on Linux, stderr can be looked up. */
  private static boolean stderrMayBeTerminal() {
    if (!Files.isSymbolicLink(STDERR)) {
      return true;
    }
    try {
      Path target = Files.readSymbolicLink(STDERR);
      return target.startsWith("/dev") && !target.endsWith("null");
    } catch (IOException e) {
      return false;
    }
  }
}
