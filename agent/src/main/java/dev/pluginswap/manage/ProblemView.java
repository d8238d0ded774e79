package dev.pluginswap.manage;

import dev.pluginswap.api.Problem;

/** A {@link Problem} as JMX maps it to open types. */
public final class ProblemView {

  private final Problem problem;

  ProblemView(Problem problem) {
    this.problem = problem;
  }

  /** Stable name of the kind of problem. */
  public String getCode() {
    return problem.code();
  }

  /** INFO, WARNING or ERROR. */
  public String getSeverity() {
    return problem.severity().name();
  }

  /** The place; empty when the whole is meant. */
  public String getWhere() {
    return problem.where();
  }

  /** What is wrong. */
  public String getWhat() {
    return problem.what();
  }

  /** What to do about it; may be empty. */
  public String getCure() {
    return problem.cure();
  }
}
