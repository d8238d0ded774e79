package dev.pluginswap.cli;

import dev.pluginswap.api.Outcome;

/** What the process answers with. Part of the interface: scripts test for them. */
final class ExitCode {

  /** Done: committed, or so already. */
  static final int DONE = 0;

  /** The bundle was refused; nothing was changed. */
  static final int REFUSED = 1;

  /** The command line makes no sense, or names a plugin that is not known. */
  static final int USAGE = 2;

  /** The swap was taken back; the old version is live. */
  static final int ROLLED_BACK = 3;

  /** The swap failed and so did taking it back. */
  static final int BROKEN = 4;

  /** There is no such JVM, it has no agent, or it cannot be reached. */
  static final int UNREACHABLE = 5;

  /** Neither the user's nor the plugin's fault (EX_SOFTWARE of sysexits.h). */
  static final int INTERNAL = 70;

  /** Ended by Ctrl-C, as the shell counts: 128 and the signal's number. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  static int of(Outcome outcome) {
    return switch (outcome) {
      case COMMITTED, UNCHANGED -> DONE;
      case REFUSED -> REFUSED;
      case ROLLED_BACK -> ROLLED_BACK;
      case BROKEN -> BROKEN;
    };
  }
}
