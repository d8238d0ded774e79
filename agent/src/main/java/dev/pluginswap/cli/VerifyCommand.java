package dev.pluginswap.cli;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.bundle.Delegation;
import dev.pluginswap.install.HostDescription;
import dev.pluginswap.install.Linkage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify <source>}, against a running JVM or against a class path. */
@Command(
    name = "verify",
    header = "Says whether a bundle could be installed, or an installed plugin is whole.",
    description = {
      "",
      "Asks the running JVM, which knows best; or, with --host, checks against the class path of a"
          + " host that is not running, as in a build.",
      "",
      "With --installed, compares every file of a plugin on disk with what was installed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar plugin-swap.jar verify greeter-1.2.0.zip",
      "  java -jar plugin-swap.jar verify greeter-1.2.0.zip --host 'app.jar:lib/*' --exports"
          + " 'com.acme.api.*'",
      "  java -jar plugin-swap.jar verify greeter-1.2.0.zip --host app.jar --html report.html",
      "  java -jar plugin-swap.jar verify --installed greeter"
    })
final class VerifyCommand extends AgentCommand {

  @Parameters(
      paramLabel = "<source>",
      description = "Where the bundle is, see 'install'; with --installed, the plugin's name.")
  private String source = "";

  @Option(
      names = "--host",
      paramLabel = "<classpath>",
      description =
          "Check against this class path instead of a running JVM: jars and directories, 'lib/*' for"
              + " all jars of a directory.")
  private @Nullable String host;

  @Option(
      names = "--exports",
      split = ",",
      paramLabel = "<packages>",
      description =
          "With --host: the packages that the host exports to plugins, such as com.acme.api.*")
  private List<String> exports = new ArrayList<>();

  @Option(
      names = "--installed",
      description = "Look at a plugin that is installed, instead of a bundle.")
  private boolean installed;

  @Option(
      names = "--delegation",
      paramLabel = "<order>",
      description =
          "With --host: who is asked first for a class that both have and that is not exported:"
              + " plugin-first, as this agent does it (the default), or workspace-first, as other"
              + " hosts do.")
  private @Nullable String delegation;

  @Option(
      names = "--linkage",
      paramLabel = "<mode>",
      description =
          "With --host: how strictly the classes must link: strict, default or off; a running JVM has"
              + " its own setting.")
  private @Nullable String linkage;

  @Option(
      names = "--html",
      paramLabel = "<file>",
      description = "Write what was found as one HTML page too; replaces the file.")
  private @Nullable Path html;

  VerifyCommand(RootCommand root) {
    super(root);
  }

  @Override
  public Integer call() throws CliException {
    if (installed) {
      if (host != null || html != null || saysHowToLook()) {
        throw CliException.usage(
            "bad-argument",
            "--installed looks at a running JVM's plugin; it takes no --host, nothing that goes with"
                + " it, and no --html");
      }
      return super.call();
    }
    source = SourceArgument.absolute(source, root().environment().workingDirectory());
    if (host == null) {
      refuse("--exports", !exports.isEmpty());
      refuse("--delegation", delegation != null);
      refuse("--linkage", linkage != null);
      return super.call();
    }
    if (hasPid()) {
      throw CliException.usage(
          "bad-argument", "--host and --pid exclude each other: a class path, or a running JVM");
    }
    try {
      return show(
          root().environment().offline().verify(source, described(host)),
          "host",
          "%s (Java %s)".formatted(host, Runtime.version()));
    } catch (IOException e) {
      throw CliException.usage(
          "cannot-verify", "cannot verify %s: %s".formatted(source, IoMessages.of(e)));
    } catch (IllegalArgumentException e) {
      throw CliException.usage("bad-argument", String.valueOf(e.getMessage()));
    }
  }

  private boolean saysHowToLook() {
    return !exports.isEmpty() || delegation != null || linkage != null;
  }

  private static void refuse(String option, boolean given) throws CliException {
    if (given) {
      throw CliException.usage(
          "bad-argument", option + " goes with --host; a running JVM has its own");
    }
  }

  private HostDescription described(String classPath) throws CliException {
    return new HostDescription(
        new HostClassPath(root().environment().workingDirectory()).of(classPath),
        exports,
        delegation == null ? Delegation.Order.PLUGIN_FIRST : order(delegation),
        linkage == null ? Linkage.DEFAULT : parsedLinkage(linkage));
  }

  private static Delegation.Order order(String text) throws CliException {
    return switch (text) {
      case "plugin-first" -> Delegation.Order.PLUGIN_FIRST;
      case "workspace-first" -> Delegation.Order.WORKSPACE_FIRST;
      default ->
          throw CliException.usage(
              "bad-argument",
              "--delegation: '%s' must be plugin-first or workspace-first".formatted(text));
    };
  }

  private static Linkage parsedLinkage(String mode) throws CliException {
    try {
      return Linkage.parse(mode);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(
          "bad-argument", "--linkage: '%s' %s".formatted(mode, e.getMessage()));
    }
  }

  /** Prints a report, writes its page if one is wanted, and answers the exit code. */
  private int show(InstallReport report, String against, String name) throws CliException {
    if (html != null) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("bundle", source);
      facts.put(against, name);
      Path file = root().environment().workingDirectory().resolve(html);
      try {
        Files.writeString(file, HtmlReport.of(report, facts));
      } catch (IOException e) {
        throw CliException.usage(
            "cannot-write", "--html: cannot write the report: " + IoMessages.of(e));
      }
    }
    return print(root(), report);
  }

  @Override
  int ask(RemoteAgent agent) throws CliException {
    if (installed) {
      require(source, agent.plugins());
      return operate(agent, "verifyInstalled", source);
    }
    return show(report(agent, "verify", source), "jvm", "pid " + agent.pid());
  }
}
