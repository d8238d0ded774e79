package dev.pluginswap.verify.link;

import dev.pluginswap.bundle.Delegation;
import dev.pluginswap.verify.Export;
import dev.pluginswap.verify.WorkspaceView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rules of one check share: the classes, and what was found so far. */
final class Check {

  final PluginIndex plugin;
  final Universe universe;
  final Hierarchy hierarchy;
  final MemberLookup lookup;
  final Access access;
  final Wording wording;

  private final Map<String, PluginIndex.Unreadable> unreadable = new HashMap<>();
  private final Map<MemberRef, Optional<MemberLookup.Found>> resolved = new HashMap<>();

  /** The classes whose code is followed; null for all. */
  private @Nullable Set<PluginClass> near;

  private final List<Issue> issues = new ArrayList<>();

  Check(PluginIndex plugin, Universe universe, Wording wording) {
    this.plugin = plugin;
    this.universe = universe;
    this.wording = wording;
    this.hierarchy = new Hierarchy(universe, plugin.classes().size());
    this.lookup = new MemberLookup(universe, hierarchy);
    this.access = new Access(universe, hierarchy);
    for (PluginIndex.Unreadable each : plugin.unreadable()) {
      unreadable.put(each.name(), each);
    }
  }

  /** A check of a plugin against what the host has now. */
  static Check of(HostClasses host, PluginIndex index) {
    WorkspaceView workspace = host.workspace();
    List<String> exports = new ArrayList<>();
    for (Export export : workspace.exports()) {
      exports.add(export.pattern());
    }
    Delegation delegation = new Delegation(exports, workspace.others());
    return new Check(
        index, new Universe(delegation, host.view(), index), new Wording(workspace, delegation));
  }

  /** From now on follows the code only of classes from which there may be a way to an issue. */
  void narrow() {
    if (near == null) {
      near = Neighbourhood.of(this);
    }
  }

  /** The code of a class, as far as it is to be followed. */
  Map<String, MethodCode> code(PluginClass type) {
    return near == null || near.contains(type) ? type.code() : Map.of();
  }

  void add(Issue issue) {
    issues.add(issue);
  }

  List<Issue> issues() {
    return issues;
  }

  /** Why the plugin's class of that name cannot be defined; null when it can. */
  PluginIndex.@Nullable Unreadable unreadable(String name) {
    return unreadable.get(name);
  }

  /**
   * The member that a plugin's reference leads to, whatever its access; null when there is none.
   */
  MemberLookup.@Nullable Found resolve(MemberRef ref) {
    Optional<MemberLookup.Found> known = resolved.get(ref);
    if (known == null) {
      known = Optional.ofNullable(lookUp(ref));
      resolved.put(ref, known);
    }
    return known.orElse(null);
  }

  private MemberLookup.@Nullable Found lookUp(MemberRef ref) {
    ClassModel owner = universe.find(ref.owner());
    return owner == null ? null : lookUp(owner, ref);
  }

  /**
   * As {@link #resolve}, for who remembers it himself.
   *
   * @param owner the class that the reference names
   */
  MemberLookup.@Nullable Found lookUp(ClassModel owner, MemberRef ref) {
    if (!ref.isMethod()) {
      return lookup.field(owner, ref.name(), ref.descriptor());
    }
    return ref.isInterface()
        ? lookup.interfaceMethod(owner, ref.name(), ref.descriptor())
        : lookup.method(owner, ref.name(), ref.descriptor());
  }
}
