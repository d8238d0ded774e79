package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All files of a bundle, each with its size and hash, sorted by path; {@code .manifest} and {@code
 * .complete} at the root are not part of it. Immutable.
 *
 * <p>Its text is one line for the format, one line an entry ({@code <sha256> <size> <path>}), and
 * one line with the SHA-256 of all lines before it, in UTF-8 with a line feed after each. There is
 * exactly one text for a list, and {@link #parse} accepts no other.
 */
public final class FileList {

  private static final String HEADER = "plugin-swap files 1\n";
  private static final String CHECKSUM = "checksum ";
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64}) (0|[1-9][0-9]{0,18}) ([^\\n]+)");
  private static final Pattern LAST_LINE = Pattern.compile(CHECKSUM + "([0-9a-f]{64})\n");

  private final List<FileEntry> entries;
  private final Digest digest;

  private FileList(List<FileEntry> sorted) {
    entries = List.copyOf(sorted);
    digest = Digest.ofBytes(lines(entries).getBytes(UTF_8));
  }

  /**
   * A list of these files, in any order.
   *
   * @throws IllegalArgumentException if two have the same path
   */
  public static FileList of(Collection<FileEntry> files) {
    List<FileEntry> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparing(FileEntry::path));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).path().equals(sorted.get(i - 1).path())) {
        throw new IllegalArgumentException(
            "'%s' is in the list twice".formatted(sorted.get(i).path()));
      }
    }
    return new FileList(sorted);
  }

  /** The files, sorted by path in the natural order of strings. */
  public List<FileEntry> entries() {
    return entries;
  }

  /** The SHA-256 of the entries' lines in UTF-8: the digest of the bundle. */
  public Digest digest() {
    return digest;
  }

  /** The text that is stored as {@code .manifest}. */
  public String text() {
    String text = HEADER + lines(entries);
    return text + lastLine(text);
  }

  /**
   * The opposite of {@link #text()}.
   *
   * @throws DamagedFileListException if a single character is not as {@link #text()} wrote it
   */
  public static FileList parse(String text) throws DamagedFileListException {
    if (!text.startsWith(HEADER)) {
      throw new DamagedFileListException(
          "the file list does not begin with '%s'".formatted(HEADER.strip()));
    }
    int last = text.lastIndexOf(CHECKSUM);
    // A path can hold the word too, so it counts only at the start of the last line.
    if (last < 1
        || text.charAt(last - 1) != '\n'
        || !LAST_LINE.matcher(text.substring(last)).matches()) {
      throw new DamagedFileListException(
          "the file list does not end with its checksum: it is cut off, or was edited");
    }
    String body = text.substring(0, last);
    if (!text.substring(last).equals(lastLine(body))) {
      throw new DamagedFileListException(
          "the file list does not have the checksum that its last line states");
    }
    List<FileEntry> entries = new ArrayList<>();
    String[] lines = body.split("\n", -1);
    for (int i = 1; i < lines.length - 1; i++) {
      entries.add(entry(lines[i], i + 1));
    }
    FileList list = listOf(entries);
    if (!list.text().equals(text)) {
      throw new DamagedFileListException("the file list is not sorted by path");
    }
    return list;
  }

  private static FileEntry entry(String line, int number) throws DamagedFileListException {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new DamagedFileListException(
          "line %d of the file list is not '<sha256> <size> <path>'".formatted(number));
    }
    try {
      return new FileEntry(matcher.group(3), Long.parseLong(matcher.group(2)), matcher.group(1));
    } catch (IllegalArgumentException e) {
      throw new DamagedFileListException(
          "line %d of the file list: %s".formatted(number, e.getMessage()), e);
    }
  }

  private static FileList listOf(List<FileEntry> entries) throws DamagedFileListException {
    try {
      return of(entries);
    } catch (IllegalArgumentException e) {
      throw new DamagedFileListException("the file list is damaged: " + e.getMessage(), e);
    }
  }

  private static String lines(List<FileEntry> entries) {
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(entry.line()));
    return lines.toString();
  }

  private static String lastLine(String body) {
    return CHECKSUM + Digest.ofBytes(body.getBytes(UTF_8)) + '\n';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileList list && entries.equals(list.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** How many files, and their digest. */
  @Override
  public String toString() {
    return entries.size() + " files, " + digest.shortForm();
  }
}
