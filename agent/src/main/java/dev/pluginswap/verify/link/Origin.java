package dev.pluginswap.verify.link;

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

  boolean isJdk() {
    return kind == Kind.JDK;
  }

  boolean isPlugin() {
    return kind == Kind.PLUGIN;
  }
}
