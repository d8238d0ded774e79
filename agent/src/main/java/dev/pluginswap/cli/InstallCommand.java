package dev.pluginswap.cli;

import dev.pluginswap.api.InstallReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code install <source>}. */
@Command(
    name = "install",
    header = "Installs a bundle: a new plugin, or a new version of one.",
    description = {
      "",
      "Everything that can be known before the swap is checked before the swap; a swap that fails is"
          + " taken back. When the command returns 0, the new version is live and durable. Ctrl-C"
          + " cancels the install, unless its swap has begun."
    },
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar install build/greeter-1.2.0.zip --verbose")
final class InstallCommand extends AgentCommand {

  @Parameters(
      paramLabel = "<source>",
      description =
          "Where the bundle is: a directory, zip, tar.gz or jar, or a URL of one that the agent"
              + " understands. Relative paths are relative to this directory.")
  private String source = "";

  @Option(
      names = "--force",
      description =
          "Install it even if it no longer provides a service that the application uses; calls of"
              + " that service then fail.")
  private boolean force;

  @Option(
      names = "--probation",
      paramLabel = "<time>",
      description =
          "Keep the version before started for so long, such as 30s or 5m: a linkage error brings it"
              + " back at once, and so do more exceptions than the agent's probationFailures.")
  private @Nullable String probation;

  @Option(
      names = "--sha256",
      paramLabel = "<hash>",
      description =
          "Install it only if it is this: the SHA-256 of the archive, or the bundle's digest.")
  private @Nullable String sha256;

  @Option(
      names = "--allow-downgrade",
      description = "Install it even if it is older than the version that is live.")
  private boolean allowDowngrade;

  InstallCommand(RootCommand root) {
    super(root);
  }

  @Override
  public Integer call() throws CliException {
    source = SourceArgument.absolute(source, root().environment().workingDirectory());
    return super.call();
  }

  @Override
  int ask(RemoteAgent agent) throws CliException {
    List<String> options = new ArrayList<>();
    if (force) {
      options.add("force=true");
    }
    if (probation != null) {
      options.add("probation=" + probation);
    }
    if (sha256 != null) {
      options.add("sha256=" + sha256);
    }
    if (allowDowngrade) {
      options.add("allowDowngrade=true");
    }
    Interruption interruption = new Interruption(() -> agent.cancel(source));
    PrintWriter err = root().environment().err();
    Thread hook = interruption.hook(err, failure -> err.println(failure.getMessage()));
    Runtime.getRuntime().addShutdownHook(hook);
    InstallReport report;
    boolean wanted;
    try {
      report =
          options.isEmpty()
              ? report(agent, "install", source)
              : report(agent, "installWith", source, String.join(",", options));
    } finally {
      wanted = interruption.answered();
      if (wanted) {
        unhook(hook);
      }
    }
    return wanted ? print(root(), report) : ExitCode.INTERRUPTED;
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending already: the hook finds that there is nothing to cancel.
    }
  }
}
