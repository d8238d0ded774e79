package dev.pluginswap.runtime;

import dev.pluginswap.api.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A generation cannot go live, because of what its own code did. The message names the generation,
 * the hook and what was thrown; the cause is what the hook threw, and so holds the generation's
 * class loader: drop it with the generation.
 */
public final class HookFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Not for serialization: an exception of a plugin does not travel. */
  private final transient Problem problem;

  HookFailedException(Problem problem, @Nullable Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /** What is wrong, for the report. Refers to nothing of the plugin. */
  public Problem problem() {
    return problem;
  }
}
