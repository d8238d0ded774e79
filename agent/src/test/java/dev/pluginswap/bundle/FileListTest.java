package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FileListTest {

  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final List<FileEntry> FILES =
      List.of(
          new FileEntry("classes/A.class", 7, HASH),
          new FileEntry("lib/a checksum b.jar", Long.MAX_VALUE, HASH),
          new FileEntry("lib/b.jar", 0, "f".repeat(64)),
          new FileEntry("ü", 12, HASH));

  @Test
  void theTextReadsBackAsTheSameList() throws Exception {
    FileList list = FileList.of(FILES);
    FileList again = FileList.parse(list.text());
    assertThat(again).isEqualTo(list).hasSameHashCodeAs(list);
    assertThat(again.entries()).isEqualTo(FILES);
    assertThat(again.digest()).isEqualTo(list.digest());
    FileList none = FileList.of(List.of());
    assertThat(FileList.parse(none.text())).isEqualTo(none);
  }

  @Test
  void theDigestIsWhatItWasInEveryRelease() {
    FileList list = FileList.of(List.of(new FileEntry("lib/a.jar", 3, HASH)));
    assertThat(list.digest()).isEqualTo(Digest.ofBytes((HASH + " 3 lib/a.jar\n").getBytes(UTF_8)));
    assertThat(list.text()).startsWith("plugin-swap files 1\n" + HASH + " 3 lib/a.jar\nchecksum ");
    assertThat(FileList.of(List.of()).digest().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void theOrderOfTheFilesDoesNotCount() {
    List<FileEntry> shuffled = new ArrayList<>(FILES);
    Collections.reverse(shuffled);
    assertThat(FileList.of(shuffled).text()).isEqualTo(FileList.of(FILES).text());
  }

  @Test
  void everythingElseCounts() {
    FileEntry file = new FileEntry("a", 1, HASH);
    Digest digest = FileList.of(List.of(file)).digest();
    assertThat(
            List.of(
                new FileEntry("b", 1, HASH),
                new FileEntry("a", 2, HASH),
                new FileEntry("a", 1, "f".repeat(64))))
        .allSatisfy(other -> assertThat(FileList.of(List.of(other)).digest()).isNotEqualTo(digest));
  }

  @Test
  void everySingleBitCounts() {
    byte[] text = FileList.of(FILES).text().getBytes(UTF_8);
    for (int i = 0; i < text.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = text.clone();
        damaged[i] ^= (byte) (1 << bit);
        // In ISO 8859-1 every byte is a character, so nothing is lost on the way.
        assertDamaged(new String(damaged, i % 2 == 0 ? UTF_8 : ISO_8859_1));
      }
    }
  }

  @Test
  void everyCutAndEveryLineThatIsMissingTwiceOrMovedIsNoticed() {
    String text = FileList.of(FILES).text();
    for (int length = 0; length < text.length(); length++) {
      assertDamaged(text.substring(0, length));
    }
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      List<String> without = new ArrayList<>(lines);
      String line = without.remove(i);
      assertDamaged(joined(without));
      List<String> twice = new ArrayList<>(lines);
      twice.add(i, line);
      assertDamaged(joined(twice));
    }
    assertDamaged(text + "\n");
    assertDamaged(text + text);
    assertDamaged(text.replace("\n", "\r\n"));
  }

  /** Somebody who edits the list and knows how to make the checksum. */
  @Test
  void aRightChecksumDoesNotExcuseBadLines() {
    for (String body :
        List.of(
            HASH + " 1 b\n" + HASH + " 1 a\n",
            HASH + " 1 a\n" + HASH + " 1 a\n",
            HASH + " 01 a\n",
            HASH + " -1 a\n",
            HASH + " 9999999999999999999 a\n",
            HASH + " 1 ../a\n",
            HASH + " 1 .manifest\n",
            HASH + " 1 \n",
            HASH.substring(1) + " 1 a\n",
            "\n",
            HASH + " 1 a\n\n")) {
      String text = "plugin-swap files 1\n" + body;
      assertDamaged(text + "checksum " + Digest.ofBytes(text.getBytes(UTF_8)) + "\n");
    }
    String later = "plugin-swap files 2\n";
    assertDamaged(later + "checksum " + Digest.ofBytes(later.getBytes(UTF_8)) + "\n");
  }

  @Test
  void aListCannotBeMadeOfBadEntries() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileList.of(List.of(FILES.get(0), FILES.get(0))))
        .withMessageContaining("'classes/A.class' is in the list twice");
    assertThatIllegalArgumentException().isThrownBy(() -> new FileEntry("../a", 1, HASH));
    assertThatIllegalArgumentException().isThrownBy(() -> new FileEntry("a", -1, HASH));
    assertThatIllegalArgumentException().isThrownBy(() -> new FileEntry("a", 1, "0"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Digest("F".repeat(64)));
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static void assertDamaged(String text) {
    assertThatExceptionOfType(DamagedFileListException.class)
        .as(text)
        .isThrownBy(() -> FileList.parse(text))
        .withMessageContaining("file list");
  }
}
