package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A bundle, or the source it was to come from, is refused. The message is all problems, one a line.
 */
public final class BundleRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  // Problem is not serializable, and nobody serializes a refusal: reports cross as maps.
  private final transient List<Problem> problems;

  /**
   * Refuses.
   *
   * @param problems why; at least one
   */
  public BundleRefusedException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a refusal needs a problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** Refuses for one reason. */
  public BundleRefusedException(Problem problem) {
    this(List.of(problem));
  }

  /** Refuses for one reason, which was found by an exception. */
  public BundleRefusedException(Problem problem, Throwable cause) {
    this(List.of(problem));
    initCause(cause);
  }

  /** Why it was refused, in the order in which it was found; unmodifiable. */
  public List<Problem> problems() {
    return problems;
  }
}
