package dev.pluginswap.benchmarks.peers;

import java.nio.file.Path;
import java.util.Locale;

/** Who replaces the plugin. */
enum Kind {
  /** A class loader of the JDK, and nothing around it. */
  PLAIN("URLClassLoader"),
  /** This project: the agent's jar. */
  PLUGIN_SWAP("plugin-swap"),
  /** PF4J. */
  PF4J("PF4J 3.15"),
  /** Apache Felix, an OSGi framework. */
  FELIX("Felix 7");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** What tables call it. */
  String label() {
    return label;
  }

  /** A name for directories. */
  String directory() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Starts it in this JVM.
   *
   * @param scratch a directory for what it keeps
   * @throws Exception whatever it throws
   */
  Framework open(Path scratch) throws Exception {
    return switch (this) {
      case PLAIN -> new PlainLoaders();
      case PLUGIN_SWAP -> new PluginSwapAgent();
      case PF4J -> new Pf4jManager(scratch);
      case FELIX -> new FelixFramework(scratch);
    };
  }
}
