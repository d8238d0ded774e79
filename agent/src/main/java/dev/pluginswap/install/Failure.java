package dev.pluginswap.install;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.runtime.HookFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;

/** Turns what a step threw into problems that a person can act on. */
final class Failure {

  private Failure() {}

  static List<Problem> problems(String where, Throwable thrown) {
    Throwable cause = thrown.getCause();
    if (thrown instanceof UncheckedIOException && cause != null) {
      return problems(where, cause);
    }
    if (thrown instanceof BundleRefusedException refused) {
      return refused.problems();
    }
    if (thrown instanceof HookFailedException hook) {
      return List.of(hook.problem());
    }
    if (thrown instanceof AccessDeniedException denied) {
      return List.of(
          Problem.error(
              "access-denied",
              where,
              "may not read or write " + denied.getFile(),
              "give the JVM's user (%s) access to it"
                  .formatted(System.getProperty("user.name", "unknown"))));
    }
    if (thrown instanceof FileSystemException file) {
      return List.of(disk(where, file));
    }
    if (thrown instanceof IOException) {
      return List.of(
          Problem.error(
              "disk-failed",
              where,
              describe(thrown),
              "look at the disk and the source, then try again"));
    }
    return List.of(
        Problem.error(
            "unexpected-failure",
            where,
            describe(thrown),
            "the agent's log has the stack trace; please report it"));
  }

  /** Tells the two failures apart that an operator can cure at once. */
  private static Problem disk(String where, FileSystemException thrown) {
    String reason = reason(thrown);
    String what = "%s: %s".formatted(thrown.getFile(), reason);
    if (reason.contains("No space left on device") || reason.contains("quota exceeded")) {
      return Problem.error(
          "disk-full",
          where,
          what,
          "free space, or inodes, on the disk of that file (df, df -i), then try again");
    }
    if (reason.contains("Read-only file system")) {
      return Problem.error(
          "disk-read-only",
          where,
          what,
          "find out why that disk is read-only (mount, the kernel's log), make it writable, then try"
              + " again");
    }
    // Also when the system speaks another language than English.
    return Problem.error(
        "disk-failed", where, what, "look at the disk (space, rights, errors), then try again");
  }

  private static String reason(FileSystemException thrown) {
    return thrown.getReason() == null ? thrown.getClass().getSimpleName() : thrown.getReason();
  }

  static String describe(Throwable thrown) {
    return thrown.getMessage() == null
        ? thrown.getClass().getName()
        : thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
  }
}
