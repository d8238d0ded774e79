package dev.pluginswap.manage;

import dev.pluginswap.api.Phase;
import java.util.concurrent.TimeUnit;

/** A {@link Phase} as JMX maps it to open types. */
public final class PhaseView {

  private final Phase phase;

  PhaseView(Phase phase) {
    this.phase = phase;
  }

  /** The step's name. */
  public String getName() {
    return phase.name();
  }

  /** How long it took, in microseconds. */
  public long getMicros() {
    return TimeUnit.NANOSECONDS.toMicros(phase.duration().toNanos());
  }
}
