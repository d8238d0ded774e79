package dev.pluginswap.cli;

import dev.pluginswap.api.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gc}. */
@Command(
    name = "gc",
    header = "Deletes versions that are no longer needed from disk.",
    description = {
      "",
      "Never the live version, the one that a rollback would bring back, or one that still runs."
    },
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar gc --dry-run")
final class GcCommand extends AgentCommand {

  @Option(names = "--dry-run", description = "Only say what would be deleted.")
  private boolean dryRun;

  GcCommand(RootCommand root) {
    super(root);
  }

  @Override
  int ask(RemoteAgent agent) throws CliException {
    Map<String, Object> answer = agent.gc(dryRun);
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String key : List.of("dryRun", "collected", "pending", "problems")) {
      ordered.put(key, answer.getOrDefault(key, List.of()));
    }
    root().print(ordered, text(answer));
    return ExitCode.DONE;
  }

  private List<String> text(Map<String, Object> answer) {
    List<Map<?, ?>> collected = maps(answer, "collected");
    List<Map<?, ?>> pending = maps(answer, "pending");
    List<Map<?, ?>> problems = maps(answer, "problems");
    String verb = dryRun ? "would delete " : "deleted ";
    List<String> lines = new ArrayList<>();
    lines.add(
        collected.isEmpty()
            ? "nothing to delete"
            : verb + ReportText.count(collected.size(), "version"));
    for (Map<?, ?> version : collected) {
      String digest = String.valueOf(version.get("digest"));
      lines.add("  " + version.get("plugin") + " " + ReportText.shortForm(digest));
    }
    if (!pending.isEmpty()) {
      lines.add(dryRun ? "left by an earlier deletion:" : "not deleted yet; tried again later:");
    }
    for (Map<?, ?> left : pending) {
      String why = String.valueOf(left.get("why"));
      lines.add("  " + left.get("path") + (why.isEmpty() ? "" : ": " + why));
    }
    lines.addAll(ReportText.problems(problems.stream().map(Problem::ofMap).toList()));
    return lines;
  }

  private static List<Map<?, ?>> maps(Map<String, Object> answer, String key) {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object element : (List<?>) answer.getOrDefault(key, List.of())) {
      maps.add((Map<?, ?>) element);
    }
    return maps;
  }
}
