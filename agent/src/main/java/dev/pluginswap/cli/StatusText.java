package dev.pluginswap.cli;

import dev.pluginswap.api.GenerationState;
import dev.pluginswap.api.GenerationStatus;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.SwapFigures;
import dev.pluginswap.api.VersionRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is known of plugins, for a person. */
final class StatusText {

  private StatusText() {}

  /** One plugin, everything. */
  static List<String> of(PluginStatus status) {
    List<String> lines = new ArrayList<>();
    VersionRef live = status.live();
    String version = live == null ? "" : " " + live.version();
    String since = status.since() == null ? "" : " since " + status.since();
    lines.add(status.name() + version + " is " + state(status) + since);
    if (live != null) {
      item(lines, "generation", Long.toString(status.generation()));
      item(lines, "digest", live.digest());
      item(lines, "calls in flight", Long.toString(status.callsInFlight()));
    }
    SwapFigures figures = status.figures();
    if (figures.swaps() + figures.takenBack() > 0) {
      item(lines, "swaps", swaps(figures));
    }
    status.services().forEach(service -> item(lines, "service", service));
    status.draining().forEach(generation -> item(lines, "draining", generation));
    status.generations().forEach(generation -> generation(lines, generation));
    if (status.previous() != null) {
      item(lines, "previous", versioned(status.previous()));
    }
    status.retained().forEach(ref -> item(lines, "retained", versioned(ref)));
    lines.addAll(ReportText.problems(status.problems()));
    return lines;
  }

  /** What has become of one that went; the live one and those that drain are told above. */
  private static void generation(List<String> lines, GenerationStatus generation) {
    if (generation.state() == GenerationState.LIVE
        || generation.state() == GenerationState.DRAINING) {
      return;
    }
    item(lines, generation.state().name().toLowerCase(Locale.ROOT), generation.label());
    generation.repairs().forEach(line -> item(lines, "  repaired", line));
    generation.holders().forEach(line -> item(lines, "  held by", line));
  }

  private static String swaps(SwapFigures figures) {
    return String.format(
        Locale.ROOT,
        "%d, %d taken back; at the last %d calls inside, drained in %d ms (longest %d ms); longest"
            + " wait of a call %d ms",
        figures.swaps(),
        figures.takenBack(),
        figures.callsAtSwap(),
        figures.lastDrain().toMillis(),
        figures.longestDrain().toMillis(),
        figures.longestWait().toMillis());
  }

  /** All plugins, a line each. */
  static List<String> table(List<PluginStatus> plugins) {
    if (plugins.isEmpty()) {
      return List.of("no plugins yet; 'install <source>' brings one");
    }
    Table table =
        new Table("PLUGIN", "VERSION", "STATE", "GENERATION", "CALLS", "SINCE", "PROBLEMS");
    for (PluginStatus status : plugins) {
      boolean live = status.live() != null;
      table.row(
          status.name(),
          status.live() == null ? "-" : status.live().version(),
          state(status),
          live ? Long.toString(status.generation()) : "-",
          live ? Long.toString(status.callsInFlight()) : "-",
          status.since() == null ? "-" : status.since().toString(),
          status.problems().isEmpty() ? "-" : ReportText.counts(status.problems()));
    }
    return table.lines();
  }

  private static String state(PluginStatus status) {
    return switch (status.state()) {
      case LIVE, REMOVED, NOT_LOADED, FAILED ->
          status.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      case BROKEN -> "BROKEN";
    };
  }

  private static String versioned(VersionRef ref) {
    return ref.version() + " (digest " + ReportText.shortForm(ref.digest()) + ")";
  }

  private static void item(List<String> lines, String name, String value) {
    lines.add(String.format(Locale.ROOT, "  %-15s  %s", name, value));
  }
}
