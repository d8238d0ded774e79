package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Files and directories of this machine, by path or {@code file:} URL. Relative ones start at the
 * working directory; {@code ~} is a name like any other.
 */
final class PathSource implements Source {

  /** One letter before the colon is a drive of Windows. */
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

  private static final String FILE = "file:";
  private static final Pattern DRIVE = Pattern.compile("/[A-Za-z]:(/.*)?");

  private final Path workingDirectory;

  /**
   * @param workingDirectory absolute; where relative paths start
   */
  PathSource(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  @Override
  public boolean handles(String source) {
    return isUrl(source) || !SCHEME.matcher(source).matches();
  }

  @Override
  public Fetched fetch(FetchRequest request) throws BundleRefusedException {
    String source = request.source();
    Path artifact = resolve(source, isUrl(source) ? pathOf(source) : source);
    if (!Files.exists(artifact)) {
      throw refused(
          "source-missing", source, "there is nothing at " + artifact, missingCure(source));
    }
    if (!Files.isReadable(artifact)) {
      throw refused(
          "source-unreadable",
          source,
          "this process may not read " + artifact,
          "make it readable for the user that the JVM runs as");
    }
    if (!Files.isDirectory(artifact) && !Files.isRegularFile(artifact)) {
      throw refused(
          "source-special",
          source,
          artifact + " is a device, a pipe or a socket",
          "a bundle is a directory, or a zip, tar.gz or jar file");
    }
    Path name = artifact.normalize().getFileName();
    return new Fetched(artifact, name == null ? "bundle" : name.toString(), null);
  }

  private Path resolve(String source, String path) throws BundleRefusedException {
    if (path.isEmpty()) {
      // Resolved, it would be the working directory, which nobody means by nothing.
      throw refused("source-bad-path", source, "the path is empty", "give a path or a file: URL");
    }
    try {
      return workingDirectory.resolve(path);
    } catch (InvalidPathException e) {
      throw refused(
          "source-bad-path",
          source,
          "this is not a path on this machine: " + e.getReason(),
          "correct the path; for names beyond ASCII, start the JVM with a UTF-8 locale");
    }
  }

  private String pathOf(String url) throws BundleRefusedException {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw badUrl(url, e.getReason().toLowerCase(Locale.ROOT));
    }
    if (uri.getFragment() != null || uri.getRawSchemeSpecificPart().indexOf('?') >= 0) {
      throw badUrl(url, "it has a query or a fragment");
    }
    String host = uri.getAuthority();
    if (host != null && !host.equalsIgnoreCase("localhost")) {
      throw badUrl(
          url, "it names the host '%s'".formatted(host.substring(host.lastIndexOf('@') + 1)));
    }
    // "file:greeter.zip" has no path as a URL, but everybody knows what it means.
    String path = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath();
    boolean windows = workingDirectory.getFileSystem().getSeparator().equals("\\");
    return windows && DRIVE.matcher(path).matches() ? path.substring(1) : path;
  }

  private static boolean isUrl(String source) {
    return source.regionMatches(true, 0, FILE, 0, FILE.length());
  }

  private static String missingCure(String source) {
    return source.startsWith("~")
        ? "write the path in full: '~' is for a shell to expand, and none has seen it"
        : "check the path; it is one of the machine and working directory of this JVM";
  }

  private static BundleRefusedException badUrl(String url, String why) {
    return refused(
        "source-bad-url",
        url,
        "this is not the URL of a file: " + why,
        "write file:///path, with %20 for a space, %23 for # and %3F for ?; or the plain path");
  }

  private static BundleRefusedException refused(
      String code, String where, String what, String cure) {
    return new BundleRefusedException(List.of(Problem.error(code, Redacted.of(where), what, cure)));
  }
}
