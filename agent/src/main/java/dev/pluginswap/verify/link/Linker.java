package dev.pluginswap.verify.link;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Both halves of linkage verification over the same classes, each class file read once: our own
 * rules, and the JVM's word. Thread-safe; meant to be kept, since it remembers what the workspace's
 * classes are like.
 */
public final class Linker {

  private final HostClasses host;
  private final StaticLinker statics;
  private final ProbeLinker probe;

  /**
   * Checks plugins against this host.
   *
   * @param nanoTime as {@link System#nanoTime()}
   */
  public Linker(HostClasses host, ProbeLimits limits, LongSupplier nanoTime) {
    this.host = host;
    this.statics = new StaticLinker(host);
    this.probe = new ProbeLinker(host, limits, nanoTime, Metaspace::hasRoom);
  }

  /**
   * Checks.
   *
   * @param shadow a loader as {@link ProbeLinker#check} needs it; asked for nothing when the policy
   *     is {@link LinkPolicy.Mode#OFF}
   * @throws IOException if the plugin's files cannot be read; a malformed class file is a finding
   * @throws java.io.UncheckedIOException if a file of the workspace cannot be read, or one of the
   *     plugin for a second time
   */
  public LinkReport check(PluginClasses plugin, LinkPolicy policy, ClassLoader shadow)
      throws IOException {
    if (policy.mode() == LinkPolicy.Mode.OFF) {
      return new LinkReport(List.of(), 0);
    }
    try (PluginIndex index = PluginIndex.read(plugin, host.workspace().java())) {
      ProbeReport asked = probe.check(Check.of(host, index), plugin, policy, shadow);
      // Afterwards what the plugin uses of the workspace is loaded, and so is seen as agents made
      // it.
      List<LinkFinding> read = statics.check(Check.of(host, index), plugin, policy);
      return new LinkReport(LinkFindings.union(read, asked.findings()), asked.skipped());
    }
  }
}
