package dev.pluginswap.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.FileEntry;
import dev.pluginswap.bundle.FileList;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A staging is sealed when all its files are there, whoever makes them. */
@Timeout(20)
final class StagingTest {

  @TempDir Path directory;

  /** A disk whose files are made when the test says so. */
  private static final class Waiting extends ForwardingDisk {
    private final Queue<Runnable> files = new ConcurrentLinkedQueue<>();

    Waiting(Path path) {
      super(Disk.of(path));
    }

    @Override
    public Executor writers() {
      return files::add;
    }
  }

  /** Returns when the thread waits, or has not to. */
  private static void awaitWaiting(Thread thread, FutureTask<?> task) {
    while (thread.getState() != Thread.State.WAITING && !task.isDone()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theListIsWrittenWhenAllFilesAreThere() throws Exception {
    Waiting disk = new Waiting(directory);
    Staging staging = Staging.create(disk, directory.resolve("incoming"), () -> {});
    List<FileEntry> entries = new ArrayList<>();
    byte[] content = "content".getBytes(UTF_8);
    for (int i = 0; i < 2 * Endings.FEW; i++) {
      try (OutputStream file = staging.file("lib/f" + i)) {
        file.write(content);
      }
      entries.add(new FileEntry("lib/f" + i, content.length, Digest.ofBytes(content).hex()));
    }
    assertThat(disk.files).hasSize(Endings.FEW);
    FutureTask<Boolean> sealing =
        new FutureTask<>(
            () -> {
              staging.seal(FileList.of(entries));
              return true;
            });
    Thread thread = new Thread(sealing);
    thread.start();
    Path list = staging.root().resolve(".manifest");
    try {
      awaitWaiting(thread, sealing);
      assertThat(disk.files).hasSize(Endings.FEW); // the list is not among them
      assertThat(list).doesNotExist();
      for (int i = 0; i < Endings.FEW; i++) {
        assertThat(sealing.isDone()).isFalse();
        disk.files.remove().run();
      }
      while (disk.files.isEmpty()) {
        Thread.onSpinWait();
      }
      awaitWaiting(thread, sealing);
      assertThat(sealing.isDone()).isFalse();
      disk.files.remove().run();
      assertThat(sealing.get(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      while (thread.isAlive()) {
        Runnable left = disk.files.poll();
        if (left != null) {
          left.run();
        }
      }
    }
    for (FileEntry entry : entries) {
      assertThat(Files.readAllBytes(staging.root().resolve(entry.path()))).isEqualTo(content);
    }
    assertThat(Files.readString(list)).isEqualTo(FileList.of(entries).text());
    staging.close();
  }
}
