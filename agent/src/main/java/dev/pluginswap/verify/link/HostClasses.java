package dev.pluginswap.verify.link;

import dev.pluginswap.verify.WorkspaceView;

/**
 * The classes of the workspace and of its JVM, as far as they are asked for. Thread-safe; meant to
 * be kept across checks, since what was read is remembered until memory is short.
 */
public final class HostClasses {

  private final WorkspaceView workspace;

  /** The classes that the workspace's loader sees. */
  public HostClasses(WorkspaceView workspace) {
    this.workspace = workspace;
  }

  WorkspaceView workspace() {
    return workspace;
  }
}
