package dev.pluginswap.manage;

import dev.pluginswap.api.GenerationStatus;
import java.util.List;

/**
 * A {@link GenerationStatus} as JMX maps it to open types: the items are named as the keys of
 * {@link GenerationStatus#toMap}.
 */
public final class GenerationView {

  private final GenerationStatus generation;

  GenerationView(GenerationStatus generation) {
    this.generation = generation;
  }

  /** Its number. */
  public long getNumber() {
    return generation.number();
  }

  /** For persons: {@code greeter@1.2.0#7}. */
  public String getLabel() {
    return generation.label();
  }

  /** LIVE, DRAINING, STOPPED, COLLECTED or HELD. */
  public String getState() {
    return generation.state().name();
  }

  /** What was taken away for it to be collected. */
  public List<String> getRepairs() {
    return generation.repairs();
  }

  /** Who refers to it, where it is held. */
  public List<String> getHolders() {
    return generation.holders();
  }
}
