package dev.pluginswap.unload.heap;

import java.util.List;

/** What a heap dump says of one class loader. */
public sealed interface HeapFindings {

  /**
   * Others hold it.
   *
   * @param holders one path each, from what the JVM starts at to the first thing of the plugin; not
   *     empty; the last line may say how many more there are
   */
  record Held(List<String> holders) implements HeapFindings {

    /** Keeps a copy. */
    public Held {
      holders = List.copyOf(holders);
    }
  }

  /**
   * It is in the dump, and nothing that a dump shows holds it: it is garbage that has not been
   * collected, is held softly, or by what the package's documentation lists as not to be seen.
   */
  record Unheld() implements HeapFindings {}

  /** It is not in the dump: the collection before the dump has taken it. */
  record Collected() implements HeapFindings {}

  /**
   * There is no answer.
   *
   * @param problem why, and what to do; for a person
   */
  record Unknown(String problem) implements HeapFindings {}
}
