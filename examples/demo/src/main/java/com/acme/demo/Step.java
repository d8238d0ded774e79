package com.acme.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * One command of the demo, and what it must lead to.
 *
 * @param title the command as a person thinks of it
 * @param arguments the command as it is run
 * @param exitCode what it must exit with
 * @param greeter the version of the greeter that must answer afterwards; {@link #NONE} for none
 * @param h2 the version of H2 that must answer afterwards; {@link #NONE} for none
 */
record Step(String title, List<String> arguments, int exitCode, String greeter, String h2) {

  static final String NONE = "-";

  static final int COMMITTED = 0;
  static final int REFUSED = 1;
  static final int ROLLED_BACK = 3;

  static Step install(long pid, Path bundle, int exitCode, String greeter, String h2) {
    return new Step(
        "install " + bundle.getFileName(),
        List.of("install", "--pid", Long.toString(pid), bundle.toString()),
        exitCode,
        greeter,
        h2);
  }

  static Step rollback(long pid, String plugin, String greeter, String h2) {
    return new Step(
        "rollback " + plugin,
        List.of("rollback", "--pid", Long.toString(pid), plugin),
        COMMITTED,
        greeter,
        h2);
  }

  /** Swaps nothing: shows what the load looks like when nothing happens but a command. */
  static Step list(long pid, String greeter, String h2) {
    return new Step("list", List.of("list", "--pid", Long.toString(pid)), COMMITTED, greeter, h2);
  }

  /** Whether the step is meant to change nothing; its command's own words then say why. */
  boolean isAverted() {
    return exitCode != COMMITTED;
  }

  /** An exit code in a word. */
  String outcome(int exit) {
    return switch (exit) {
      case COMMITTED -> arguments.get(0).equals("list") ? "no swap" : "committed";
      case REFUSED -> "refused";
      case ROLLED_BACK -> "rolled back";
      default -> "exit " + exit;
    };
  }
}
