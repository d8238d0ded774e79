package com.acme.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.demo.ShellBlocks.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documentation tells people to type. A tested block is run as it is written; of every
 * other command, the verb and the options must be in the command line's own help.
 */
class DocsIT {

  private static final Pattern COMMAND = Pattern.compile("-jar \\S*plugin-swap\\.jar ([a-z]+)(.*)");
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z-]+");
  private static final Pattern TABLE_ROW = Pattern.compile("\\| `([a-z]+)( [^`]*)?` .*");
  private static final String DEMO = "demo.jar";

  @TempDir Path scratch;

  @Test
  void theTestedBlocksRunAsTheyAreWritten() throws Exception {
    // Where the README has its plugins; what an earlier build left there proves nothing.
    new TemporaryDirectory(Shell.REPOSITORY.resolve("target/plugins")).close();
    for (Path file : documents()) {
      String script =
          ShellBlocks.of(file).stream()
              .filter(Block::tested)
              .flatMap(block -> block.lines().stream())
              .filter(line -> !line.endsWith(DEMO)) // DemoIT runs it
              .collect(Collectors.joining("\n"));
      if (!script.isEmpty()) {
        Shell.Result result = Shell.run(script, scratch, 150);
        assertThat(result.exitCode()).as(file + "\n" + result.output()).isZero();
      }
    }
  }

  @Test
  void theReadmeHasTestedBlocks() throws Exception {
    assertThat(ShellBlocks.of(Shell.REPOSITORY.resolve("README.md")))
        .filteredOn(Block::tested)
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void everyCommandIsInTheHelp() throws Exception {
    Set<String> verbs = words(help("help"));
    for (Command command : commands()) {
      assertThat(verbs).as(command.where()).contains(command.verb());
      if (!command.options().isEmpty()) {
        assertThat(words(help(command.verb() + " --help")))
            .as(command.where() + ", " + command.verb())
            .containsAll(command.options());
      }
    }
  }

  @Test
  void aShellBlockThatIsNotTestedHasOnlyCommandsThatCanBeLookedUp() throws Exception {
    for (Path file : documents()) {
      for (Block block : ShellBlocks.of(file)) {
        if (!block.tested()) {
          assertThat(block.lines())
              .as(block.where())
              .allMatch(
                  line ->
                      COMMAND.matcher(line).find()
                          || line.startsWith("mvn ")
                          || line.contains("-javaagent:"));
        }
      }
    }
  }

  private record Command(String where, String verb, Set<String> options) {}

  private static List<Command> commands() throws IOException {
    List<Command> commands = new ArrayList<>();
    for (Path file : documents()) {
      for (Block block : ShellBlocks.of(file)) {
        for (String line : block.lines()) {
          collect(block.where(), COMMAND.matcher(line), commands);
        }
      }
      String heading = "";
      for (String line : Files.readAllLines(file)) {
        heading = line.startsWith("#") ? line : heading;
        if (heading.equals("## The command line")) {
          collect(file.getFileName() + ": " + line, TABLE_ROW.matcher(line), commands);
        }
      }
    }
    assertThat(commands).hasSizeGreaterThan(10);
    return commands;
  }

  private static void collect(String where, Matcher command, List<Command> commands) {
    if (command.find()) {
      String rest = command.group(2) == null ? "" : command.group(2);
      Set<String> options =
          OPTION.matcher(rest).results().map(m -> m.group()).collect(Collectors.toSet());
      commands.add(new Command(where, command.group(1), options));
    }
  }

  private String help(String arguments) throws Exception {
    Shell.Result help =
        Shell.run("java -jar agent/target/plugin-swap.jar " + arguments, scratch, 60);
    assertThat(help.exitCode()).as(help.output()).isZero();
    return help.output();
  }

  private static Set<String> words(String text) {
    return new LinkedHashSet<>(List.of(text.split("[^a-z-]+")));
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(Shell.REPOSITORY.resolve("docs"))) {
      return Stream.concat(
              Stream.of(Shell.REPOSITORY.resolve("README.md")),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    }
  }
}
