package dev.pluginswap.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code remove <plugin>}. */
@Command(
    name = "remove",
    header = "Takes a plugin out of service.",
    description = {
      "",
      "Calls inside it may finish. Its last version stays on disk for a rollback until it is"
          + " collected; its data directory stays for good."
    },
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar remove greeter")
final class RemoveCommand extends AgentCommand {

  @Parameters(paramLabel = "<plugin>", description = "The plugin's name; see 'list'.")
  private String plugin = "";

  RemoveCommand(RootCommand root) {
    super(root);
  }

  @Override
  int ask(RemoteAgent agent) throws CliException {
    require(plugin, agent.plugins());
    return operate(agent, "remove", plugin);
  }
}
