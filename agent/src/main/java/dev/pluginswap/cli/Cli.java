package dev.pluginswap.cli;

import dev.pluginswap.bundle.Packer;
import dev.pluginswap.install.OfflineVerification;
import dev.pluginswap.manage.log.AgentLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's entry. */
public final class Cli {

  /** How long to wait for an agent that is still starting. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Cli() {}

  /**
   * Runs one command, with this process's streams and working directory.
   *
   * @param jar the jar that this is; what {@code attach} loads into other JVMs
   * @return the exit code, see the help text
   */
  public static int run(String[] args, Path jar) {
    AgentLog.toStderr(Level.ERROR); // what is refused is in the report
    Path absolute = jar.toAbsolutePath();
    PrintWriter out = ConsoleWriter.of(System.out, charset("stdout.encoding"));
    PrintWriter err = ConsoleWriter.of(System.err, charset("stderr.encoding"));
    return run(
        args,
        new CliEnvironment(
            out,
            err,
            Terminals.updatingLine(System.getenv()),
            Terminals.ansi(System.getenv()),
            Path.of("").toAbsolutePath(),
            absolute,
            versionOf(absolute),
            new AttachedJvms(),
            Packer::pack,
            OfflineVerification::verify,
            PATIENCE));
  }

  static int run(String[] args, CliEnvironment environment) {
    RootCommand root = new RootCommand(environment);
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new PsCommand(root))
            .addSubcommand(new AttachCommand(root))
            .addSubcommand(new InstallCommand(root))
            .addSubcommand(new VerifyCommand(root))
            .addSubcommand(new ListCommand(root))
            .addSubcommand(new StatusCommand(root))
            .addSubcommand(new ReloadCommand(root))
            .addSubcommand(new RollbackCommand(root))
            .addSubcommand(new RemoveCommand(root))
            .addSubcommand(new GcCommand(root))
            .addSubcommand(new PackCommand(root))
            .addSubcommand(new VersionCommand(root))
            .addSubcommand(new ShowHelpCommand());
    line.setOut(environment.out())
        .setErr(environment.err())
        .setUsageHelpWidth(90)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(environment.ansi() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((e, any) -> misused(e))
        .setExecutionExceptionHandler((e, any, parsed) -> failed(e, root));
    int exitCode = line.execute(args);
    environment.out().flush();
    environment.err().flush();
    return exitCode;
  }

  /** Says what is wrong with the command line, what may have been meant, and where help is. */
  private static int misused(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    boolean isRoot = command.getParent() == null;
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      String kind = word.startsWith("-") ? "option" : isRoot ? "command" : "argument";
      List<String> known = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
      known.addAll(command.getSubcommands().keySet());
      err.println("no " + kind + " '" + word + "'" + Nearest.question(word, known));
    } else {
      err.println(e.getMessage());
    }
    String name = isRoot ? "" : " " + command.getCommandName();
    err.println("See: java -jar plugin-swap.jar help" + name);
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, RootCommand root) {
    CliException reason =
        e instanceof CliException known
            ? known
            : CliException.internal(
                "internal",
                "this is a fault of plugin-swap: %s; --debug shows where".formatted(e),
                e);
    PrintWriter err = root.environment().err();
    if (root.json()) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("code", reason.code());
      error.put("message", String.valueOf(reason.getMessage()));
      root.print(Map.of("error", error), List.of());
    }
    err.println(reason.getMessage());
    if (root.debug()) {
      e.printStackTrace(err);
    }
    return reason.exitCode();
  }

  /** On 17 the properties are set only for terminals; the native encoding is then what is meant. */
  private static Charset charset(String property) {
    String name =
        System.getProperty(
            property, System.getProperty("sun." + property, System.getProperty("native.encoding")));
    try {
      return name == null ? Charset.defaultCharset() : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Charset.defaultCharset();
    }
  }

  private static String versionOf(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String version =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return version == null ? "unknown" : version;
    } catch (IOException e) {
      return "unknown"; // not run from a jar: a version is not worth failing for
    }
  }
}
