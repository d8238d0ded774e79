package dev.pluginswap.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.DamagedFileListException;
import dev.pluginswap.bundle.FileEntry;
import dev.pluginswap.bundle.FileList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compares a version directory with its file list, and the list with the digest. */
record IntegrityCheck(Disk disk) {
  private static final String CURE = "install the version again, or roll back";

  Integrity of(Path directory, VersionId id) throws IOException {
    BasicFileAttributes attributes = disk.attributes(directory);
    if (attributes == null) {
      return new Integrity.Missing();
    }
    List<Problem> problems = new ArrayList<>();
    if (attributes.isDirectory()) {
      compare(directory, id, problems);
    } else {
      problems.add(problem("version-not-a-directory", directory, "not a directory"));
    }
    return problems.isEmpty() ? new Integrity.Intact() : new Integrity.Damaged(problems);
  }

  /**
   * Whether a directory that the store did not make has the very files of a version, no more and no
   * fewer. What is cheap is looked at first: it is asked whenever such a directory is in the way.
   */
  boolean isCopy(Path directory, Path version, VersionId id) throws IOException {
    Path manifest = version.resolve(Layout.MANIFEST);
    if (disk.attributes(manifest) == null) {
      return false;
    }
    FileList list;
    try {
      list = FileList.parse(new String(disk.read(manifest), UTF_8));
    } catch (DamagedFileListException e) {
      return false; // and whoever checks the version says why
    }
    List<Path> present = new ArrayList<>();
    new Tree(disk).collectFiles(directory, present);
    if (!list.digest().equals(id.digest()) || present.size() != list.entries().size()) {
      return false;
    }
    for (FileEntry entry : list.entries()) {
      BasicFileAttributes attributes = disk.attributes(directory.resolve(entry.path()));
      if (attributes == null || !attributes.isRegularFile() || attributes.size() != entry.size()) {
        return false;
      }
    }
    for (FileEntry entry : list.entries()) {
      if (!sha256(directory.resolve(entry.path())).equals(entry.sha256())) {
        return false;
      }
    }
    return true;
  }

  private void compare(Path directory, VersionId id, List<Problem> problems) throws IOException {
    List<Path> present = new ArrayList<>();
    new Tree(disk).collectFiles(directory, present);
    Set<Path> unexpected = new LinkedHashSet<>(present);
    unexpected.remove(directory.resolve(Layout.COMPLETE));
    Path manifest = directory.resolve(Layout.MANIFEST);
    if (!unexpected.remove(manifest)) {
      problems.add(problem("version-manifest-missing", manifest, "there is no file list"));
      return;
    }
    FileList list;
    try {
      list = FileList.parse(new String(disk.read(manifest), UTF_8));
    } catch (DamagedFileListException e) {
      String why = "the file list is damaged: " + e.getMessage();
      problems.add(problem("version-manifest-damaged", manifest, why));
      return;
    }
    if (!list.digest().equals(id.digest())) {
      String what = "the file list is that of " + list.digest() + ", not of " + id.digest();
      problems.add(problem("version-digest-mismatch", manifest, what));
      return;
    }
    for (FileEntry entry : list.entries()) {
      Path file = directory.resolve(entry.path());
      if (unexpected.remove(file)) {
        compare(file, entry, problems);
      } else {
        problems.add(problem("version-file-missing", file, "missing"));
      }
    }
    for (Path file : unexpected) {
      problems.add(problem("version-file-extra", file, "not in the file list"));
    }
  }

  private void compare(Path file, FileEntry entry, List<Problem> problems) throws IOException {
    BasicFileAttributes attributes = disk.attributes(file);
    if (attributes == null || !attributes.isRegularFile()) {
      problems.add(problem("version-file-changed", file, "not a file any more"));
    } else if (attributes.size() != entry.size()) {
      String what = attributes.size() + " bytes instead of " + entry.size();
      problems.add(problem("version-file-changed", file, what));
    } else {
      String hash = sha256(file);
      if (!hash.equals(entry.sha256())) {
        String what = "SHA-256 is " + hash + " instead of " + entry.sha256();
        problems.add(problem("version-file-changed", file, what));
      }
    }
  }

  private String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
    try (InputStream in = disk.open(file)) {
      byte[] buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Problem problem(String code, Path where, String what) {
    return Problem.error(code, where.toString(), what, CURE);
  }
}
