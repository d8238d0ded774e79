package dev.pluginswap.verify.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @throws java.io.UncheckedIOException if a file of the workspace cannot be read
   */
  public List<LinkFinding> check(PluginClasses plugin, LinkPolicy policy) throws IOException {
    if (policy.mode() == LinkPolicy.Mode.OFF) {
      return List.of();
    }
    Check check = Check.of(host, plugin);
    rules(check, plugin);
    Roots roots = new Roots(check, plugin);
    Verdict verdict = new Verdict(roots.reach(), Probes.of(check), roots.certainty(), policy);
    List<LinkFinding> findings =
        new ArrayList<>(new Grouping(plugin, verdict, Half.STATIC).findings(check.issues()));
    findings.addAll(new ServiceRules(check, plugin, policy).findings());
    findings.sort(Grouping.ORDER);
    return List.copyOf(findings);
  }

  private static void rules(Check check, PluginClasses plugin) {
    TypeRules types = new TypeRules(check);
    HierarchyRules hierarchy = new HierarchyRules(check, types);
    SelectionRules selection = new SelectionRules(check);
    CodeRules code = new CodeRules(check, types, plugin.libraries());
    for (PluginClass type : check.plugin.classes().values()) {
      if (isSeen(check, type)) {
        hierarchy.check(type);
        selection.check(type);
        type.code().values().forEach(method -> code.check(type, method));
      }
    }
  }

  /** Not where the JDK or the workspace has a class of that name and comes first. */
  private static boolean isSeen(Check check, PluginClass type) {
    @Nullable ClassModel seen = check.universe.find(type.model().name());
    return seen == type.model();
  }
}
