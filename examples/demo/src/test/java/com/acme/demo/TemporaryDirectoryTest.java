package com.acme.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {

  @Test
  void itIsGoneWithAllThatIsInItButNotWithWhatALinkLeadsTo(@TempDir Path elsewhere)
      throws Exception {
    Path kept = Files.writeString(elsewhere.resolve("kept"), "x");
    TemporaryDirectory directory = TemporaryDirectory.create();
    Path sub = Files.createDirectories(directory.path().resolve("a/b"));
    Files.writeString(sub.resolve("file"), "x");
    Files.createSymbolicLink(sub.resolve("link"), elsewhere);

    directory.close();
    directory.close();

    assertThat(directory.path()).doesNotExist();
    assertThat(kept).exists();
  }
}
