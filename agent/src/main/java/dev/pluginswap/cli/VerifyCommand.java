package dev.pluginswap.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

  VerifyCommand(RootCommand root) {
    super(root);
  }

  @Override
  public Integer call() throws CliException {
    if (installed) {
      if (host != null || !exports.isEmpty()) {
        throw CliException.usage(
            "bad-argument", "--installed looks at a running JVM's plugin; it takes no --host");
      }
      return super.call();
    }
    source = SourceArgument.absolute(source, root().environment().workingDirectory());
    if (host == null) {
      if (!exports.isEmpty()) {
        throw CliException.usage(
            "bad-argument", "--exports goes with --host; a running JVM knows its own exports");
      }
      return super.call();
    }
    if (hasPid()) {
      throw CliException.usage(
          "bad-argument", "--host and --pid exclude each other: a class path, or a running JVM");
    }
    List<Path> classPath = classPath(host);
    try {
      return print(
          root(), root().environment().offline().verify(source, classPath, List.copyOf(exports)));
    } catch (IOException e) {
      throw CliException.usage(
          "cannot-verify", "cannot verify %s: %s".formatted(source, IoMessages.of(e)));
    } catch (IllegalArgumentException e) {
      throw CliException.usage("bad-argument", String.valueOf(e.getMessage()));
    }
  }

  @Override
  int ask(RemoteAgent agent) throws CliException {
    if (installed) {
      require(source, agent.plugins());
      return operate(agent, "verifyInstalled", source);
    }
    return operate(agent, "verify", source);
  }

  private List<Path> classPath(String text) throws CliException {
    List<Path> entries = new ArrayList<>();
    for (String entry : text.split(Pattern.quote(File.pathSeparator), -1)) {
      if (entry.isEmpty()) {
        continue;
      }
      if (entry.equals("*") || entry.endsWith("/*") || entry.endsWith(File.separator + "*")) {
        entries.addAll(jarsIn(existing(entry.substring(0, entry.length() - 1))));
      } else {
        entries.add(existing(entry));
      }
    }
    return entries;
  }

  private Path existing(String entry) throws CliException {
    Path path = root().environment().workingDirectory().resolve(entry);
    if (!Files.exists(path)) {
      throw CliException.usage(
          "bad-argument", "--host names '%s', which does not exist".formatted(path));
    }
    return path;
  }

  private static List<Path> jarsIn(Path directory) throws CliException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, "*.{jar,JAR}")) {
      children.forEach(jars::add);
    } catch (IOException e) {
      throw CliException.usage("bad-argument", "--host: cannot list '%s'".formatted(directory));
    }
    jars.sort(null);
    return jars;
  }
}
