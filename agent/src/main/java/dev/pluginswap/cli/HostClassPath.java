package dev.pluginswap.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code --host} names.
 *
 * @param workingDirectory what relative entries are relative to
 */
record HostClassPath(Path workingDirectory) {

  /**
   * The jars and directories of a class path, in order; {@code lib/*} stands for all jars there.
   */
  List<Path> of(String text) throws CliException {
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
    Path path = workingDirectory.resolve(entry);
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
