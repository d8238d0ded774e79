package dev.pluginswap.crash;

/** What can be asked of a file system, and so what can fail. */
public enum Operation {
  /** Attributes, access rights, whether two paths are the same file. */
  LOOK,
  LIST,
  READ_LINK,
  REAL_PATH,
  OPEN,
  READ,
  LOCK,
  /** Opens a file that is not there yet. */
  MAKE_FILE,
  MAKE_DIRECTORY,
  MAKE_SYMBOLIC_LINK,
  LINK,
  DELETE,
  MOVE,
  WRITE,
  TRUNCATE,
  FORCE;

  /** Whether it can change something, so that it can fail after it did. */
  public boolean changes() {
    return compareTo(MAKE_FILE) >= 0;
  }

  /** Whether a full disk can be the reason for its failure. */
  public boolean allocates() {
    return changes() && this != DELETE;
  }

  /** Whether rights are looked at, as they are for a path but not for an open file. */
  public boolean checksRights() {
    return this != READ && this != WRITE && this != TRUNCATE && this != FORCE && this != LOCK;
  }
}
