package dev.pluginswap.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A source as it is sent to another JVM, which has another working directory: relative paths are
 * made absolute here, everything else is left to the agent.
 */
final class SourceArgument {

  /** At least two letters: {@code C:\bundle.zip} is a path. */
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

  private SourceArgument() {}

  static String absolute(String source, Path workingDirectory) throws CliException {
    if (source.isBlank()) {
      throw CliException.usage(
          "source-empty", "the source is empty; give a path or a file: URL of a bundle");
    }
    if (SCHEME.matcher(source).matches()) {
      boolean relativeFile = source.startsWith("file:") && !source.startsWith("file:/");
      return relativeFile
          ? path(source.substring("file:".length()), workingDirectory).toUri().toString()
          : source;
    }
    return path(source, workingDirectory).toString();
  }

  private static Path path(String text, Path workingDirectory) throws CliException {
    try {
      Path path = workingDirectory.resolve(text);
      // Behind a symbolic link, a/.. is not here: only paths without '..' may be tidied.
      return path.toString().contains("..") ? path : path.normalize();
    } catch (InvalidPathException e) {
      throw CliException.usage("source-malformed", "not a path: " + e.getMessage());
    }
  }
}
