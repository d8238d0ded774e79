package dev.pluginswap.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: of this command line; {@code ps} shows those of the agents. */
@Command(
    name = "version",
    header = "Shows the version of this jar; 'ps' shows those of running agents.",
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar version")
final class VersionCommand implements Callable<Integer> {

  private final RootCommand root;

  VersionCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    String version = root.environment().version();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", version);
    map.put("java", Runtime.version().toString());
    root.print(map, List.of("plugin-swap " + version + ", Java " + Runtime.version()));
    return ExitCode.DONE;
  }
}
