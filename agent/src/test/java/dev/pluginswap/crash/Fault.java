package dev.pluginswap.crash;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How an operation fails. */
public record Fault(Cause cause, Moment moment) {

  /** What it fails with. */
  public enum Cause {
    IO_ERROR,
    ACCESS_DENIED,
    NO_SPACE;

    IOException exception(Path path) {
      return switch (this) {
        case IO_ERROR -> new IOException("injected: input/output error: " + path);
        case ACCESS_DENIED -> new AccessDeniedException(path.toString(), null, "injected");
        case NO_SPACE ->
            new FileSystemException(path.toString(), null, "injected: No space left on device");
      };
    }
  }

  /** What it has done by then. */
  public enum Moment {
    /** Nothing. */
    BEFORE,
    /** Half of the bytes of a write. */
    HALFWAY,
    /** All of it. */
    AFTER
  }

  /** Every way in which an operation can fail. */
  public static List<Fault> of(Operation operation) {
    List<Fault> faults = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      boolean possible =
          switch (cause) {
            case IO_ERROR -> true;
            case ACCESS_DENIED -> operation.checksRights();
            case NO_SPACE -> operation.allocates();
          };
      for (Moment moment : Moment.values()) {
        boolean sensible =
            switch (moment) {
              case BEFORE -> true;
              case HALFWAY -> operation == Operation.WRITE;
              // What is refused for lack of rights or space has not happened.
              case AFTER -> operation.changes() && cause == Cause.IO_ERROR;
            };
        if (possible && sensible) {
          faults.add(new Fault(cause, moment));
        }
      }
    }
    return faults;
  }

  @Override
  public String toString() {
    return cause + " " + moment;
  }
}
