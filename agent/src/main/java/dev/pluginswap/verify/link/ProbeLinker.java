package dev.pluginswap.verify.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Asks the JVM itself whether a plugin links: loads and verifies each of its classes in a loader
 * that is thrown away, and resolves the members they use by making method handles of them.
 *
 * <p>Initialises no class, neither of the plugin nor of the workspace, so no code of either runs
 * but what class loaders do. Never to be given the loader that goes live. Loader constraints arise
 * as in that loader; so that they can never be held against the workspace, its own classes are
 * loaded first wherever both sides have one of the same name and a member shares it. Holds nothing
 * of the loader afterwards. Thread-safe.
 */
public final class ProbeLinker {

  private final HostClasses host;
  private final ProbeLimits limits;
  private final LongSupplier nanoTime;
  private final BooleanSupplier room;

  /**
   * Probes plugins against this host.
   *
   * @param nanoTime as {@link System#nanoTime()}
   * @param room whether the JVM has room for more classes, such as {@link Metaspace#hasRoom}
   */
  public ProbeLinker(
      HostClasses host, ProbeLimits limits, LongSupplier nanoTime, BooleanSupplier room) {
    this.host = host;
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.room = room;
  }

  /**
   * Probes. The limits are looked at between two classes; a class loader of the workspace that does
   * not answer is waited for. What the limits leave out is not judged: {@link ProbeReport#skipped}
   * counts it.
   *
   * @param loader sees what the plugin's loader would see, has defined no class yet, is used by
   *     nobody else and is thrown away afterwards
   * @return what the JVM refuses, grouped and judged as {@link StaticLinker#check} does
   * @throws IOException if the plugin's files cannot be read
   */
  public ProbeReport check(PluginClasses plugin, LinkPolicy policy, ClassLoader loader)
      throws IOException {
    if (policy.mode() == LinkPolicy.Mode.OFF) {
      return new ProbeReport(List.of(), 0, 0, 0);
    }
    try (PluginIndex index = PluginIndex.read(plugin, host.workspace().java())) {
      return check(Check.of(host, index), plugin, policy, loader);
    }
  }

  ProbeReport check(Check check, PluginClasses plugin, LinkPolicy policy, ClassLoader loader) {
    Shadow shadow = new Shadow(loader);
    new SharedNames(check, host.workspace().loader()).load();
    ProbeRules rules = new ProbeRules(check, shadow);
    long start = nanoTime.getAsLong();
    List<PluginClass> classes = new ArrayList<>(check.plugin.classes().values());
    int probed = 0;
    for (PluginClass type : classes) {
      if (probed == limits.classes()
          || nanoTime.getAsLong() - start > limits.time().toNanos()
          || !room.getAsBoolean()) {
        break;
      }
      rules.check(type);
      probed++;
    }
    Roots roots = new Roots(check, plugin);
    Verdict verdict = new Verdict(check, roots, policy);
    List<LinkFinding> findings =
        new ArrayList<>(new Grouping(plugin, verdict, Half.PROBE).findings(check.issues()));
    findings.sort(Grouping.ORDER);
    return new ProbeReport(findings, probed, rules.references(), classes.size() - probed);
  }
}
