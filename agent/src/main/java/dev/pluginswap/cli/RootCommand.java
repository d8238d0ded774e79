package dev.pluginswap.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line as a whole: the options that every command has, and where output goes. */
@Command(
    name = "plugin-swap",
    header = "Installs new versions of plugins into running JVMs, and takes them back.",
    description = {
      "",
      "Talks to the plugin-swap agent of another JVM of yours on this machine. With one such JVM"
          + " there is nothing to choose; with several, --pid says which."
    },
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions of all commands:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done: committed, or so already",
      " 1:refused: nothing was changed",
      " 2:the command line makes no sense, or names an unknown plugin",
      " 3:rolled back: the old version is live",
      " 4:broken: the swap could be neither finished nor taken back",
      " 5:no such JVM, no agent in it, or not reachable",
      "70:a failure of the agent or of this command",
      "130:ended by Ctrl-C; an install says whether it was cancelled"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -javaagent:plugin-swap.jar=plugins=./plugins -jar workspace.jar",
      "  java -jar plugin-swap.jar install greeter-1.2.0.zip",
      "  java -jar plugin-swap.jar rollback greeter"
    })
final class RootCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
  private boolean help;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object on stdout, and nothing else.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "No progress on stderr.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show how long each step took.")
  private boolean verbose;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of failures.")
  private boolean debug;

  private final CliEnvironment environment;

  RootCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  CliEnvironment environment() {
    return environment;
  }

  boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }

  boolean debug() {
    return debug;
  }

  Progress progress() {
    return Progress.of(environment, quiet);
  }

  /** The one result of a command: for a program, or for a person. */
  void print(Map<String, ?> forPrograms, List<String> forPeople) {
    if (json) {
      environment.out().println(JsonText.of(forPrograms));
    } else {
      forPeople.forEach(environment.out()::println);
    }
    environment.out().flush();
  }
}
