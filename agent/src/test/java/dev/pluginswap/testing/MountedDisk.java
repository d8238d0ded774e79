package dev.pluginswap.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small file system of its own, mounted for a test and unmounted when it is closed. Where that
 * cannot be done (no root, no loop devices, no {@code mkfs}) the test is skipped, with the reason.
 */
public final class MountedDisk implements AutoCloseable {

  /** What can be mounted. */
  public enum Kind {
    /** With blocks of 1 KiB and few inodes: it can be full in as many ways as can be. */
    EXT4(16, "mkfs.ext4 -q -F -b 1024 -m 0 -N 512"),
    XFS(300, "mkfs.xfs -q -f"),
    /** Data and metadata in the same block groups, as on any Btrfs this small. */
    BTRFS(128, "mkfs.btrfs -q -f -M"),
    TMPFS(4, "");

    private final int megabytes;
    private final String mkfs;

    Kind(int megabytes, String mkfs) {
      this.megabytes = megabytes;
      this.mkfs = mkfs;
    }
  }

  private final Path root;

  /** What fills it: beside the test's own files. */
  private final Path filler;

  /** Whether a read-only view of it lies over it. */
  private boolean readOnly;

  private MountedDisk(Path root) {
    this.root = root;
    this.filler = root.resolve("filler");
  }

  /**
   * Makes and mounts one.
   *
   * @param directory for the image and the mount point; on any file system that is not full
   */
  public static MountedDisk of(Kind kind, Path directory) throws IOException, InterruptedException {
    requireRoot();
    Path root = Files.createDirectories(directory.resolve("mnt"));
    if (kind == Kind.TMPFS) {
      mount(List.of("-t", "tmpfs", "-o", "size=" + kind.megabytes + "m", "tmpfs"), root);
    } else {
      Path image = directory.resolve("image");
      try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
        file.setLength((long) kind.megabytes << 20);
      }
      List<String> mkfs = new ArrayList<>(List.of(kind.mkfs.split(" ", -1)));
      mkfs.add(image.toString());
      require(run(mkfs));
      mount(List.of("-o", "loop", image.toString()), root);
    }
    return new MountedDisk(root);
  }

  /**
   * Mounts an overlay, none of whose directories of the lower layer can be renamed.
   *
   * @param lower what is there already, and is never changed
   * @param upper takes what is changed; empty
   * @param work empty, on the file system of {@code upper}
   */
  public static MountedDisk overlay(Path lower, Path upper, Path work, Path root)
      throws IOException, InterruptedException {
    requireRoot();
    String layers = "lowerdir=%s,upperdir=%s,workdir=%s".formatted(lower, upper, work);
    mount(List.of("-t", "overlay", "-o", layers + ",redirect_dir=off", "overlay"), root);
    return new MountedDisk(root);
  }

  /** Where it is mounted. */
  public Path root() {
    return root;
  }

  /** Leaves so many bytes free, as near as the file system lets it come. */
  public void fillUpTo(long free) throws IOException, InterruptedException {
    free();
    Files.createDirectory(filler);
    long chunk = Long.MAX_VALUE;
    for (int i = 0; chunk >= 1024; i++) {
      chunk = Math.min(chunk, Files.getFileStore(root).getUsableSpace() - free);
      if (chunk >= 1024) {
        String file = filler.resolve("f" + i).toString();
        Ran ran = run(List.of("fallocate", "-l", Long.toString(chunk), file));
        if (ran.status() != 0) {
          if (!ran.output().contains("No space left")) {
            throw new IOException(ran.toString());
          }
          chunk /= 2;
        }
      }
    }
  }

  /** Leaves so many files that can be made, and all the space. Ext4 has a fixed number of them. */
  public void fillUpToFiles(int free) throws IOException {
    free();
    Files.createDirectory(filler);
    int made = 0;
    boolean full = false;
    while (!full) {
      try {
        Files.createFile(filler.resolve("f" + made));
        made++;
      } catch (FileSystemException e) {
        if (!String.valueOf(e.getReason()).contains("No space left")) {
          throw e;
        }
        full = true;
      }
    }
    for (int i = 0; i < free; i++) {
      Files.delete(filler.resolve("f" + i));
    }
  }

  /** Takes away what fills it. */
  public void free() throws IOException {
    if (!Files.exists(filler)) {
      return;
    }
    try (var files = Files.list(filler)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(filler);
  }

  /**
   * From now on every path into it is on a read-only file system. A view of it is laid over it: to
   * remount it the kernel refuses while a file is open for writing, as the agent's lock always is.
   */
  public void makeReadOnly() throws IOException, InterruptedException {
    require(run(List.of("mount", "--bind", root.toString(), root.toString())));
    readOnly = true;
    require(run(List.of("mount", "-o", "remount,bind,ro", root.toString())));
  }

  /** The opposite. */
  public void makeWritable() throws IOException, InterruptedException {
    if (readOnly) {
      unmount();
      readOnly = false;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    makeWritable();
    unmount();
  }

  private void unmount() throws IOException, InterruptedException {
    Ran ran = run(List.of("umount", root.toString()));
    if (ran.status() != 0) {
      System.out.println("unmounting lazily: " + ran);
      Ran lazy = run(List.of("umount", "-l", root.toString()));
      if (lazy.status() != 0) {
        throw new IOException("still mounted: " + lazy);
      }
    }
  }

  private static void requireRoot() throws IOException, InterruptedException {
    Ran id = run(List.of("id", "-u"));
    if (!id.output().equals("0")) {
      skip("only root can mount, and this is user " + id.output());
    }
  }

  private static void mount(List<String> what, Path where)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(what);
    command.add(where.toString());
    require(run(command));
  }

  private static void require(Ran ran) {
    if (ran.status() != 0) {
      skip(ran.toString());
    }
  }

  private static void skip(String reason) {
    System.out.println("skipped: " + reason);
    abort("no file system to test on: " + reason);
  }

  /** One command that has ended. */
  private record Ran(List<String> command, int status, String output) {
    @Override
    public String toString() {
      return "'%s' ended with %d: %s".formatted(String.join(" ", command), status, output);
    }
  }

  private static Ran run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Ran(command, 127, String.valueOf(e.getMessage()));
    }
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("not over after 60 s: " + command);
    }
    return new Ran(command, process.exitValue(), output);
  }
}
