package dev.pluginswap.install;

import dev.pluginswap.runtime.Generation;
import org.jspecify.annotations.Nullable;

/** How the second half of a transaction ended. The problems are in the journal. */
sealed interface SwitchResult {

  /** Done and durable. */
  record Committed(@Nullable Generation live) implements SwitchResult {}

  /** Failed and taken back. */
  record TakenBack() implements SwitchResult {}

  /** Failed, and taking it back failed too. */
  record Broken() implements SwitchResult {}
}
