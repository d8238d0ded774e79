package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import dev.pluginswap.verify.WorkspaceView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
   * @throws java.io.UncheckedIOException if a file of the workspace cannot be read, or one of the
   *     plugin for a second time
   */
  public List<LinkFinding> check(PluginClasses plugin, LinkPolicy policy) throws IOException {
    if (policy.mode() == LinkPolicy.Mode.OFF) {
      return List.of();
    }
    try (PluginIndex index = PluginIndex.read(plugin, host.workspace().java())) {
      return check(Check.of(host, index), plugin, policy);
    }
  }

  List<LinkFinding> check(Check check, PluginClasses plugin, LinkPolicy policy) {
    WorkspaceView workspace = host.workspace();
    rules(check, plugin, workspace.java());
    Roots roots = new Roots(check, plugin);
    Verdict verdict = new Verdict(check, roots, policy);
    List<LinkFinding> findings = new ArrayList<>();
    for (LinkFinding each : new Grouping(plugin, verdict, Half.STATIC).findings(check.issues())) {
      if (each.error() != LinkError.CLASS_FORMAT) { // all said below
        findings.add(each);
      }
    }
    for (PluginIndex.Unreadable file : check.plugin.unreadable()) {
      if (file.error() == LinkError.CLASS_FORMAT) {
        findings.add(damaged(plugin, file.name(), file.what()));
      }
    }
    for (PluginClass type : check.plugin.classes().values()) {
      if (type.damage() != null) {
        findings.add(damaged(plugin, type.model().name(), type.damage()));
      }
    }
    findings.addAll(new ReleaseRules(check, plugin, policy).findings(findings));
    findings.addAll(new CopyRules(check, plugin, workspace).findings());
    findings.addAll(new ServiceRules(check, plugin, policy).findings());
    findings.sort(Grouping.ORDER);
    return List.copyOf(findings);
  }

  /** Whoever needs it or not: a bundle with a damaged file is a damaged bundle. */
  private static LinkFinding damaged(PluginClasses plugin, String name, String what) {
    return new LinkFinding(
        LinkError.CLASS_FORMAT,
        Names.binary(name),
        "%s %s has a damaged class file: %s".formatted(plugin.name(), plugin.version(), what),
        List.of(Site.ofClass(Names.binary(name))),
        Severity.ERROR,
        false,
        "build the bundle again; if it was downloaded, download it again",
        Set.of(Half.STATIC));
  }

  private static void rules(Check check, PluginClasses plugin, Runtime.Version java) {
    TypeRules types = new TypeRules(check);
    Screening screening = new Screening(check);
    HierarchyRules hierarchy = new HierarchyRules(check, types);
    SelectionRules selection = new SelectionRules(check, java);
    CodeRules code = new CodeRules(check, types, plugin.libraries(), screening.loadsLibraries());
    for (PluginClass type : check.plugin.classes().values()) {
      if (isSeen(check, type)) {
        hierarchy.check(type);
        selection.check(type);
        if (!screening.isPlain(type)) {
          for (MethodCode method : type.code().values()) {
            code.check(type, method);
          }
        }
      }
    }
  }

  /** Not where the JDK or the workspace has a class of that name and comes first. */
  private static boolean isSeen(Check check, PluginClass type) {
    @Nullable ClassModel seen = check.universe.find(type.model().name());
    return seen == type.model();
  }
}
