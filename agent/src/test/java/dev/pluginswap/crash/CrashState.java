package dev.pluginswap.crash;

import java.util.List;

/**
 * A disk as a crash left it.
 *
 * @param image the disk
 * @param fingerprint of the image
 * @param model by which rules it came about
 * @param effects how many effects had happened
 * @param marks the marks among them, in order
 */
public record CrashState(
    DiskImage image, Fingerprint fingerprint, CrashModel model, int effects, List<String> marks) {

  /** Copies the list. */
  public CrashState {
    marks = List.copyOf(marks);
  }

  /** What makes two states the same for whoever judges them. */
  public Key key() {
    return new Key(fingerprint, marks);
  }

  /** See {@link #key}. */
  public record Key(Fingerprint fingerprint, List<String> marks) {}
}
