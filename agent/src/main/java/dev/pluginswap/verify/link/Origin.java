package dev.pluginswap.verify.link;

import org.jspecify.annotations.Nullable;

/**
 * The loader that defines a class, and with its package name the run-time package (JVMS 5.3).
 *
 * @param kind whose it is
 * @param loader tells loaders of one kind apart
 */
record Origin(Kind kind, String loader) {

  /** Whose classes a loader defines. */
  enum Kind {
    JDK,
    API,
    WORKSPACE,
    PLUGIN
  }

  /** The loader of the plugin that is checked. */
  static final Origin PLUGIN = new Origin(Kind.PLUGIN, "plugin");

  // Written out: what a record has by itself the JVM makes only when it is first asked for.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Origin origin && origin.kind == kind && origin.loader.equals(loader);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + loader.hashCode();
  }

  boolean isJdk() {
    return kind == Kind.JDK;
  }

  boolean isPlugin() {
    return kind == Kind.PLUGIN;
  }
}
