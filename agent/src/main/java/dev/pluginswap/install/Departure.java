package dev.pluginswap.install;

import dev.pluginswap.api.GenerationState;
import dev.pluginswap.api.GenerationStatus;
import dev.pluginswap.api.Problem;
import dev.pluginswap.unload.Fate;
import dev.pluginswap.unload.Unload;

/**
 * A generation that was stopped and closed.
 *
 * @param plugin its name
 * @param version of the generation
 * @param number of the generation
 * @param unload what becomes of its class loader
 */
record Departure(String plugin, String version, long number, Unload unload) {

  String label() {
    return unload.label();
  }

  boolean isHeld() {
    return unload.fate().state() == Fate.State.HELD;
  }

  boolean isCollected() {
    return unload.fate().state() == Fate.State.COLLECTED;
  }

  /** For the status of its plugin. */
  Problem problem() {
    return Problem.warning(
        "generation-held",
        label(),
        "it was stopped, but stays in memory, held by "
            + String.join("; ", unload.fate().holders()),
        "make them let go of it; docs/unloading.md says how");
  }

  GenerationStatus status() {
    Fate fate = unload.fate();
    GenerationState state =
        switch (fate.state()) {
          case STOPPED -> GenerationState.STOPPED;
          case COLLECTED -> GenerationState.COLLECTED;
          case HELD -> GenerationState.HELD;
        };
    return new GenerationStatus(number, label(), state, fate.repairs(), fate.holders());
  }
}
