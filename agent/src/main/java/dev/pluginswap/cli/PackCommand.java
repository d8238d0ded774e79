package dev.pluginswap.cli;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pack <dir>}. */
@Command(
    name = "pack",
    header = "Makes a bundle out of a directory.",
    description = {
      "",
      "Checks plugin.json, adds the hash of every file, and writes a zip that is the same bytes every"
          + " time."
    },
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar pack build/greeter -o greeter-1.2.0.zip")
final class PackCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "<dir>",
      description = "A directory with plugin.json, lib/*.jar and classes/.")
  private String directory = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<file>",
      description = "The zip to write; otherwise <name>-<version>.zip next to the directory.")
  private @Nullable String output;

  private final RootCommand root;

  PackCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws CliException {
    CliEnvironment environment = root.environment();
    Path from = environment.workingDirectory().resolve(directory).normalize();
    // Never inside the directory: it would be packed the next time.
    Path to =
        output == null
            ? from.resolveSibling("")
            : environment.workingDirectory().resolve(output).normalize();
    try {
      Path bundle = environment.packing().pack(from, to);
      root.print(result("PACKED", bundle.toString(), List.of()), List.of("packed " + bundle));
      return ExitCode.DONE;
    } catch (BundleRefusedException e) {
      List<String> lines = new ArrayList<>();
      lines.add(from + " refused: " + ReportText.counts(e.problems()));
      lines.addAll(ReportText.problems(e.problems()));
      lines.add("Nothing was written.");
      root.print(result("REFUSED", null, e.problems()), lines);
      return ExitCode.REFUSED;
    } catch (IOException e) {
      throw CliException.usage(
          "cannot-pack", "cannot pack %s: %s".formatted(from, IoMessages.of(e)));
    }
  }

  private static Map<String, @Nullable Object> result(
      String outcome, @Nullable String bundle, List<Problem> problems) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("operation", "pack");
    map.put("outcome", outcome);
    map.put("bundle", bundle);
    map.put("problems", problems.stream().map(Problem::toMap).toList());
    return map;
  }
}
