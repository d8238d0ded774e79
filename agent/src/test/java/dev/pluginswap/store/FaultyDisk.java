package dev.pluginswap.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** A disk that logs its effects, counts its operations and fails one of them, or all from it on. */
final class FaultyDisk implements Disk {

  /** How the chosen operation fails. */
  enum Fault {
    /** It does nothing and fails; the next ones work. */
    ONCE,
    /** It does what it should and fails all the same; the next ones work. */
    ONCE_AFTERWARDS,
    /** It and all after it do nothing and fail, as seen by a JVM that was killed. */
    FOR_GOOD
  }

  /** The operation that was chosen failed. */
  static final class InjectedException extends IOException {
    InjectedException(String operation) {
      super("injected: " + operation);
    }
  }

  private interface Effect {
    void run() throws IOException;
  }

  private final Disk disk;
  private final List<String> log = new ArrayList<>();
  private Fault fault = Fault.ONCE;
  private boolean onlyEffects;

  /** Operations until the fault, 0 for this one; negative when it is over. */
  private int left = Integer.MAX_VALUE;

  private String unreadable = "";
  private String undeletable = "";
  private String immovable = "";
  private boolean forces = true;
  private int count;
  private int failedEffect;
  private boolean dead;

  FaultyDisk(Disk disk) {
    this.disk = disk;
  }

  /** Lets the n-th operation from now on fail, counted from 0. */
  FaultyDisk failAt(int n, Fault how, boolean countOnlyEffects) {
    left = n;
    fault = how;
    onlyEffects = countOnlyEffects;
    count = 0;
    dead = false;
    log.clear();
    return this;
  }

  /** Operations since {@link #failAt}. */
  int count() {
    return count;
  }

  /** Whether the chosen operation was reached. */
  boolean hasFailed() {
    return left < 0;
  }

  /** Whether the operation that failed for good was to force something. */
  boolean failedToForce() {
    return hasFailed() && log.get(failedEffect).startsWith("force");
  }

  /** The effects, in order: what, and the paths. */
  List<String> log() {
    return log;
  }

  /** Lets every attempt to open a file of that name fail. */
  void failReading(String fileName) {
    unreadable = fileName;
  }

  /** Lets every attempt to delete something of that name fail. */
  void failDeleting(String fileName) {
    undeletable = fileName;
  }

  /** Lets forcing a directory do nothing. */
  void neverForce() {
    forces = false;
  }

  /** Lets every attempt to move something of that name fail. */
  void failMoving(String fileName) {
    immovable = fileName;
  }

  private void effect(String what, Effect effect) throws IOException {
    log.add(what);
    operation(true, what, effect);
  }

  private void look(String what) throws IOException {
    operation(false, what, () -> {});
  }

  private void operation(boolean isEffect, String what, Effect effect) throws IOException {
    if (dead) {
      throw new InjectedException(what);
    }
    if (isEffect || !onlyEffects) {
      count++;
      if (left-- == 0) {
        dead = fault == Fault.FOR_GOOD;
        failedEffect = log.size() - 1;
        if (fault == Fault.ONCE_AFTERWARDS) {
          effect.run();
        }
        throw new InjectedException(what);
      }
      left = Math.max(left, -1);
    }
    effect.run();
  }

  @Override
  public Path realPath(Path directory) throws IOException {
    look("realPath " + directory);
    return disk.realPath(directory);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    effect("mkdir " + directory, () -> disk.createDirectory(directory));
  }

  private interface Opening {
    OutputStream open(Path file) throws IOException;
  }

  @Override
  public OutputStream writeNew(Path file) throws IOException {
    return write(file, disk::writeNew, "forceFile ");
  }

  @Override
  public OutputStream writeNewUnforced(Path file) throws IOException {
    return write(file, disk::writeNewUnforced, "close ");
  }

  private OutputStream write(Path file, Opening opening, String closing) throws IOException {
    OutputStream[] opened = new OutputStream[1];
    effect("create " + file, () -> opened[0] = opening.open(file));
    return new FilterOutputStream(opened[0]) {
      private boolean closed;

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        int half = length / 2;
        out.write(bytes, offset, half);
        effect("write " + file, () -> out.write(bytes, offset + half, length - half));
      }

      @Override
      public void close() throws IOException {
        if (!closed) {
          closed = true;
          try (OutputStream real = out) {
            effect(closing + file, () -> real.flush());
          }
        }
      }
    };
  }

  @Override
  public void force(Path directory) throws IOException {
    effect(
        "force " + directory,
        () -> {
          if (forces) {
            disk.force(directory);
          }
        });
  }

  @Override
  public void moveAtomically(Path from, Path to) throws IOException {
    if (from.getFileName().toString().equals(immovable)) {
      throw new InjectedException("move " + from);
    }
    effect("move " + from + " -> " + to, () -> disk.moveAtomically(from, to));
  }

  @Override
  public void createLink(Path link, String target) throws IOException {
    effect("link " + link + " to " + target, () -> disk.createLink(link, target));
  }

  @Override
  public String readLink(Path link) throws IOException {
    look("readLink " + link);
    return disk.readLink(link);
  }

  @Override
  public void delete(Path path) throws IOException {
    if (path.getFileName().toString().equals(undeletable)) {
      throw new InjectedException("delete " + path);
    }
    effect("delete " + path, () -> disk.delete(path));
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    look("list " + directory);
    return disk.list(directory);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    look("read " + file);
    return disk.read(file);
  }

  @Override
  public InputStream open(Path file) throws IOException {
    look("open " + file);
    if (file.getFileName().toString().equals(unreadable)) {
      throw new InjectedException("open " + file);
    }
    return disk.open(file);
  }

  @Override
  public BasicFileAttributes attributes(Path path) throws IOException {
    look("attributes " + path);
    return disk.attributes(path);
  }

  @Override
  public FileChannel openLock(Path file) throws IOException {
    // Not counted: the lock is one object for all stores of this JVM, opened once.
    return disk.openLock(file);
  }
}
