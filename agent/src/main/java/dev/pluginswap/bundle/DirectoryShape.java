package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A bundle that is a directory: copied, once the names of all its files are known to be good. */
final class DirectoryShape {

  private final Path root;
  private final Intake intake;
  private final Findings findings;
  private final EntryNames names;

  /** By path in the bundle, in order. */
  private final Map<String, Path> files = new TreeMap<>();

  DirectoryShape(Path root, Intake intake, Findings findings, EntryNames names) {
    this.root = root;
    this.intake = intake;
    this.findings = findings;
    this.names = names;
  }

  void unpack() throws IOException, BundleRefusedException {
    list(root, "");
    findings.refuse();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      try (InputStream in = open(file.getValue(), file.getKey())) {
        intake.file(file.getKey(), in::read);
      }
    }
  }

  /** As deep as a path may be long, so the stack is no concern. */
  private void list(Path directory, String prefix) throws IOException, BundleRefusedException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        intake.countEntry();
        entry(child, prefix + child.getFileName());
      }
    } catch (AccessDeniedException e) {
      throw unreadable(prefix.isEmpty() ? "." : prefix, e);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void entry(Path file, String name) throws IOException, BundleRefusedException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      findings.add(EntryKind.symlink(name, Files.readSymbolicLink(file).toString()));
      return;
    }
    if (attributes.isOther()) {
      findings.add(EntryKind.special(name));
      return;
    }
    Optional<String> path = names.accept(name, attributes.isDirectory());
    if (path.isEmpty()) {
      return;
    }
    if (attributes.isDirectory()) {
      list(file, path.get() + "/");
    } else {
      files.put(path.get(), file);
    }
  }

  private static InputStream open(Path file, String name)
      throws IOException, BundleRefusedException {
    try {
      // What was a file when it was listed may be a link by now.
      return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    } catch (AccessDeniedException e) {
      throw unreadable(name, e);
    }
  }

  private static BundleRefusedException unreadable(String name, AccessDeniedException e) {
    return new BundleRefusedException(
        Problem.error(
            "source-unreadable",
            Quoted.of(name),
            "this process may not read it",
            "make it readable for the user that the JVM runs as"),
        e);
  }
}
