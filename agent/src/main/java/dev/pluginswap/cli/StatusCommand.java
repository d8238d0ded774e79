package dev.pluginswap.cli;

import dev.pluginswap.api.PluginStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code status <plugin>}. */
@Command(
    name = "status",
    header = "Shows all that is known of a plugin.",
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar status greeter")
final class StatusCommand extends AgentCommand {

  @Parameters(paramLabel = "<plugin>", description = "The plugin's name; see 'list'.")
  private String plugin = "";

  StatusCommand(RootCommand root) {
    super(root);
  }

  @Override
  int ask(RemoteAgent agent) throws CliException {
    PluginStatus status = require(plugin, agent.plugins());
    root().print(status.toMap(), StatusText.of(status));
    return ExitCode.DONE;
  }
}
