package com.acme.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shell blocks of a Markdown file. Those right behind {@code <!-- tested -->} are tested. */
final class ShellBlocks {

  private static final String MARK = "<!-- tested -->";

  private ShellBlocks() {}

  /**
   * One block.
   *
   * @param where the file and the line of its opening fence
   * @param tested whether it is run as it is written
   * @param lines its commands: continued lines are joined, comments and empty lines are left out
   */
  record Block(String where, boolean tested, List<String> lines) {}

  static List<Block> of(Path file) throws IOException {
    List<String> text = Files.readAllLines(file);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      if (text.get(i).equals("```shell")) {
        boolean tested = i > 0 && text.get(i - 1).equals(MARK);
        int end = i + 1;
        while (!text.get(end).equals("```")) {
          end++;
        }
        String where = file.getFileName() + ":" + (i + 1);
        blocks.add(new Block(where, tested, commands(text.subList(i + 1, end))));
        i = end;
      } else if (text.get(i).equals(MARK)) {
        mustBeFollowedByABlock(file, text, i);
      }
    }
    return blocks;
  }

  private static void mustBeFollowedByABlock(Path file, List<String> text, int mark) {
    if (mark + 1 == text.size() || !text.get(mark + 1).equals("```shell")) {
      throw new IllegalArgumentException(
          "%s:%d: no shell block behind %s".formatted(file.getFileName(), mark + 1, MARK));
    }
  }

  private static List<String> commands(List<String> lines) {
    String joined = String.join("\n", lines).replace("\\\n", " ");
    return joined
        .lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty() && !l.startsWith("#"))
        .toList();
  }
}
