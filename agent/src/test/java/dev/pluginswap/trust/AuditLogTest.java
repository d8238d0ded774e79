package dev.pluginswap.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {

  @TempDir Path directory;

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(directory.resolve(file));
  }

  @Test
  void aFullFileIsPutAsideAndTheOldestGoes() throws Exception {
    AuditLog log = new AuditLog(directory, 40, 2);
    for (int i = 0; i < 10; i++) {
      log.write(Map.of("number", i, "text", "abcdef"), i % 2 == 0);
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(".lock", "audit.jsonl", "audit.1.jsonl", "audit.2.jsonl");
    }
    assertThat(lines("audit.jsonl").toString()).contains("9");
    assertThat(lines("audit.1.jsonl").toString()).contains("8");
    assertThat(lines("audit.2.jsonl").toString()).contains("7");
  }

  @Test
  void aLineThatWasCutOffSpoilsNoOther() throws Exception {
    AuditLog log = new AuditLog(directory, 1 << 20, 2);
    log.write(Map.of("number", 1), true);
    Files.writeString(directory.resolve("audit.jsonl"), "{\"num", StandardOpenOption.APPEND);
    log.write(Map.of("number", 2), true);
    assertThat(lines("audit.jsonl")).containsExactly("{\"number\":1}", "{\"num", "{\"number\":2}");
  }

  @Test
  void whatComesFromOutsideStaysOnItsLine() throws Exception {
    new AuditLog(directory, 1 << 20, 2)
        .write(Map.of("source", "a\n{\"outcome\":\"COMMITTED\"}"), true);
    assertThat(lines("audit.jsonl")).hasSize(1);
  }

  @Test
  void manyMayWriteAtATime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    AuditLog log = new AuditLog(directory, 1 << 20, 2);
    try {
      List<Future<?>> writes =
          IntStream.range(0, 200)
              .<Future<?>>mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            log.write(Map.of("number", i), false);
                            return null;
                          }))
              .toList();
      for (Future<?> write : writes) {
        write.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(new TreeSet<>(lines("audit.jsonl"))).hasSize(200);
  }
}
