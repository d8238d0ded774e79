package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.util.ArrayList;
import java.util.List;

/** The problems of one stage, up to a bound: a hostile archive can have millions. */
final class Findings {

  private static final int MAX_LISTED = 100;

  private final List<Problem> listed = new ArrayList<>();
  private long unlisted;

  void add(Problem problem) {
    if (listed.size() < MAX_LISTED) {
      listed.add(problem);
    } else {
      unlisted++;
    }
  }

  boolean isEmpty() {
    return listed.isEmpty();
  }

  /** Returns if there is none. */
  void refuse() throws BundleRefusedException {
    if (isEmpty()) {
      return;
    }
    List<Problem> problems = new ArrayList<>(listed);
    if (unlisted > 0) {
      problems.add(
          Problem.error(
              "more-problems", "", "%d more problems are not listed".formatted(unlisted), ""));
    }
    throw new BundleRefusedException(problems);
  }
}
