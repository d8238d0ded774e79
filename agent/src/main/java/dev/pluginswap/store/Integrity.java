package dev.pluginswap.store;

import dev.pluginswap.api.Problem;
import java.util.List;

/** What comparing a version directory with its {@code .manifest} found. */
public sealed interface Integrity {

  /** Every file is there and has the hash it should have, and there is no other. */
  record Intact() implements Integrity {}

  /** Something is not as it should be; never empty. */
  record Damaged(List<Problem> problems) implements Integrity {

    /** Copies the list. */
    public Damaged {
      problems = List.copyOf(problems);
    }
  }

  /** There is no such directory. */
  record Missing() implements Integrity {}
}
