package dev.pluginswap.cli;

import dev.pluginswap.api.PluginStatus;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code list}. */
@Command(
    name = "list",
    header = "Lists the plugins of a JVM.",
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar list --json")
final class ListCommand extends AgentCommand {

  ListCommand(RootCommand root) {
    super(root);
  }

  @Override
  int ask(RemoteAgent agent) throws CliException {
    List<PluginStatus> plugins = agent.plugins();
    root()
        .print(
            Map.of("plugins", plugins.stream().map(PluginStatus::toMap).toList()),
            StatusText.table(plugins));
    return ExitCode.DONE;
  }
}
