package dev.pluginswap.crash;

/** Which of the effects before a crash are looked at as lost. */
public enum CrashModel {

  /** The process was killed: none. */
  KILL,

  /**
   * Power loss on a file system with an ordered journal: entries come as far as some point of the
   * log and no further; of each file that was not forced the data stays, is lost, is torn or is
   * zeros, independently of that.
   */
  ORDERED,

  /** Power loss on a file system that promises nothing: any subset of what is not pinned. */
  WEAK,

  /** As {@link #WEAK}, and the two halves of a rename come apart. */
  SPLIT
}
