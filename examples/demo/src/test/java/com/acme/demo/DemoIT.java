package com.acme.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, but for the build that has made this test. */
class DemoIT {

  private static final String BUILD = "mvn -q -DskipTests package && ";
  private static final String RUN = "java -jar examples/demo/target/demo.jar";

  @Test
  void theDemoKeepsItsPromisesAndLeavesNothingBehind(@TempDir Path scratch) throws Exception {
    assertThat(ShellBlocks.of(Shell.REPOSITORY.resolve("README.md")).get(0).lines())
        .isEqualTo(List.of(BUILD + RUN));
    Path temporary = Files.createDirectory(scratch.resolve("tmp"));

    Shell.Result demo =
        Shell.run(RUN.replace("java ", "java -Djava.io.tmpdir=" + temporary + " "), scratch, 150);

    assertThat(demo.exitCode()).as(demo.output()).isZero();
    assertThat(demo.output())
        .containsPattern("install greeter-2.0.0.zip +committed .* 2\\.0\\.0 +2\\.2\\.224 ")
        .containsPattern("install greeter-3.0.0.zip +refused .* 2\\.0\\.0 +2\\.2\\.224 ")
        .containsPattern("install greeter-4.0.0.zip +rolled back .* 2\\.0\\.0 +2\\.2\\.224 ")
        .containsPattern("install greeter-5.0.0.zip +rolled back .* 2\\.0\\.0 +2\\.2\\.224 ")
        .containsPattern("install h2-2.3.232.jar +committed .* 2\\.0\\.0 +2\\.3\\.232 ")
        .containsPattern("rollback greeter +committed .* 1\\.0\\.0 +2\\.3\\.232 ")
        .containsPattern("calls failed +0\n")
        .containsPattern(
            "versions seen +greeter 1\\.0\\.0, greeter 2\\.0\\.0, h2 2\\.2\\.224, h2 2\\.3\\.232\n");
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().contains("demo"));
    }
  }
}
