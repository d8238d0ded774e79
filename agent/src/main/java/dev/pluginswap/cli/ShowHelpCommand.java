package dev.pluginswap.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help [command]}: picocli's own has no example, and a {@code -h} that is in the way. */
@Command(
    name = "help",
    header = "Shows the help of a command.",
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar help install")
final class ShowHelpCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "<command>", description = "The command; all if none.")
  private @Nullable String command;

  @Spec
  @SuppressWarnings("NullAway.Init") // injected by picocli before the call
  private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    if (command == null) {
      root.usage(root.getOut());
      return ExitCode.DONE;
    }
    CommandLine wanted = root.getSubcommands().get(command);
    if (wanted == null) {
      throw new ParameterException(
          spec.commandLine(),
          "no command '%s'%s"
              .formatted(command, Nearest.question(command, root.getSubcommands().keySet())));
    }
    wanted.usage(root.getOut());
    return ExitCode.DONE;
  }
}
