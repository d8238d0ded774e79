package dev.pluginswap.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reload <plugin>}. */
@Command(
    name = "reload",
    header = "Loads the live version of a plugin again.",
    description = {
      "",
      "As a new generation: its classes, its state, its configuration. A start that fails is taken"
          + " back."
    },
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar reload greeter")
final class ReloadCommand extends AgentCommand {

  @Parameters(paramLabel = "<plugin>", description = "The plugin's name; see 'list'.")
  private String plugin = "";

  ReloadCommand(RootCommand root) {
    super(root);
  }

  @Override
  int ask(RemoteAgent agent) throws CliException {
    require(plugin, agent.plugins());
    return operate(agent, "reload", plugin);
  }
}
