package dev.pluginswap.crash;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Decides which operations fail. Asked before each one, in order. */
public interface Faults {

  /** All is well. */
  Faults NONE = (ordinal, operation, path) -> null;

  /**
   * How this operation fails.
   *
   * @param ordinal its number since these faults were set, from 0
   * @return null when it does not
   */
  @Nullable Fault before(int ordinal, Operation operation, Path path);

  /** Only the n-th operation fails. */
  static Faults once(int n, Fault fault) {
    return (ordinal, operation, path) -> ordinal == n ? fault : null;
  }

  /** The n-th operation fails, and after it every other one, before it does anything. */
  static Faults fromThenOn(int n, Fault fault) {
    Fault later = new Fault(fault.cause(), Fault.Moment.BEFORE);
    return (ordinal, operation, path) -> ordinal == n ? fault : ordinal > n ? later : null;
  }
}
