package com.acme.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.demo.ShellBlocks.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellBlocksTest {

  @TempDir Path directory;

  @Test
  void onlyAMarkedBlockIsTestedAndContinuedLinesAreOneCommand() throws Exception {
    Path file =
        markdown(
            """
            # Title
            <!-- tested -->
            ```shell
            # a comment
            java -jar a.jar \\
              install b.zip
            curl localhost
            ```
            ```shell
            mvn verify
            ```
            ```java
            int notShell;
            ```
            """);

    assertThat(ShellBlocks.of(file))
        .containsExactly(
            new Block(
                "x.md:3", true, List.of("java -jar a.jar    install b.zip", "curl localhost")),
            new Block("x.md:9", false, List.of("mvn verify")));
  }

  @Test
  void aMarkWithoutABlockIsAnErrorAndNotASilentPass() throws Exception {
    Path file = markdown("<!-- tested -->\n\n```shell\nls\n```\n");

    assertThatThrownBy(() -> ShellBlocks.of(file)).hasMessageStartingWith("x.md:1: no shell block");
  }

  private Path markdown(String text) throws Exception {
    return Files.writeString(directory.resolve("x.md"), text);
  }
}
