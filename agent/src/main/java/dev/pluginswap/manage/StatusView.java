package dev.pluginswap.manage;

import dev.pluginswap.api.PluginStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PluginStatus} as JMX maps it to open types: the items are named as the keys of {@link
 * PluginStatus#toMap}.
 */
public final class StatusView {

  private final PluginStatus status;

  StatusView(PluginStatus status) {
    this.status = status;
  }

  /** Its name. */
  public String getName() {
    return status.name();
  }

  /** LIVE, REMOVED, NOT_LOADED, FAILED or BROKEN. */
  public String getState() {
    return status.state().name();
  }

  /** The live version; null when none is. */
  public @Nullable VersionView getLive() {
    return VersionView.of(status.live());
  }

  /** The live generation's number; 0 when none is. */
  public long getGeneration() {
    return status.generation();
  }

  /** When it went live, ISO-8601; null when none is. */
  public @Nullable String getSince() {
    return status.since() == null ? null : status.since().toString();
  }

  /** The service types it provides, sorted. */
  public List<String> getServices() {
    return status.services();
  }

  /** Calls inside the live generation. */
  public long getCallsInFlight() {
    return status.callsInFlight();
  }

  /** Retired generations with calls inside, oldest first. */
  public List<String> getDraining() {
    return status.draining();
  }

  /** What a rollback would bring back; null when there is nothing. */
  public @Nullable VersionView getPrevious() {
    return VersionView.of(status.previous());
  }

  /** All versions on disk besides the live one, newest first. */
  public List<VersionView> getRetained() {
    return status.retained().stream().map(VersionView::ofPresent).toList();
  }

  /** What is wrong with it. */
  public List<ProblemView> getProblems() {
    return status.problems().stream().map(ProblemView::new).toList();
  }

  /** How many old generations have outlived a collection, and stay in memory. */
  public long getHeldGenerations() {
    return status.heldGenerations();
  }

  /** The live generation and those before it, newest first. */
  public List<GenerationView> getGenerations() {
    return status.generations().stream().map(GenerationView::new).toList();
  }

  /** What its swaps were like for its callers. */
  public FiguresView getFigures() {
    return new FiguresView(status.figures());
  }
}
