package dev.pluginswap.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rollback <plugin>}. */
@Command(
    name = "rollback",
    header = "Brings back the version that was live before.",
    description = {
      "",
      "By the same transaction as an install. Also brings back a plugin that was removed."
    },
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar rollback greeter --verbose")
final class RollbackCommand extends AgentCommand {

  @Parameters(paramLabel = "<plugin>", description = "The plugin's name; see 'list'.")
  private String plugin = "";

  RollbackCommand(RootCommand root) {
    super(root);
  }

  @Override
  int ask(RemoteAgent agent) throws CliException {
    require(plugin, agent.plugins());
    return operate(agent, "rollback", plugin);
  }
}
