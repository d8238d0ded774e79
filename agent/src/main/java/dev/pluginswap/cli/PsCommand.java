package dev.pluginswap.cli;

import dev.pluginswap.cli.Jvms.Jvm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code ps}. */
@Command(
    name = "ps",
    header = "Lists your JVMs on this machine, and which of them run an agent.",
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar ps")
final class PsCommand implements Callable<Integer> {

  private final RootCommand root;

  PsCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws CliException {
    List<Jvm> jvms = root.environment().jvms().list();
    root.print(Map.of("jvms", jvms.stream().map(PsCommand::map).toList()), text(jvms));
    return ExitCode.DONE;
  }

  private static Map<String, @Nullable Object> map(Jvm jvm) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("pid", jvm.pid());
    map.put("main", jvm.main());
    map.put("agent", jvm.agent());
    map.put("plugins", jvm.plugins());
    map.put("silence", jvm.silence());
    return map;
  }

  private static List<String> text(List<Jvm> jvms) {
    if (jvms.isEmpty()) {
      return List.of("no other JVM of yours runs on this machine");
    }
    Table table = new Table("PID", "AGENT", "PLUGINS", "MAIN");
    List<String> silent = new ArrayList<>();
    for (Jvm jvm : jvms) {
      if (jvm.silence() == null) {
        table.row(
            Long.toString(jvm.pid()),
            jvm.agent() == null ? "-" : jvm.agent(),
            jvm.plugins() == null ? "-" : jvm.plugins(),
            jvm.main());
      } else {
        silent.add("skipped %d %s: %s".formatted(jvm.pid(), jvm.main(), jvm.silence()));
      }
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.addAll(silent);
    return lines;
  }
}
