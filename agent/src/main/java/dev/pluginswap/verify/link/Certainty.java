package dev.pluginswap.verify.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What runs whatever the plugin finds out at run time: code of its roots that stands before any
 * branch, and what that calls in the same way.
 */
final class Certainty {

  private final Check check;
  private final Set<MethodCode> methods = new HashSet<>();
  private final Set<String> classes = new HashSet<>();

  Certainty(Check check) {
    this.check = check;
  }

  /** A class that is loaded from outside; its methods are called. */
  void root(PluginClass type) {
    check.hierarchy.classes(type.model()).forEach(each -> classes.add(each.name()));
    Deque<MethodCode> open = new ArrayDeque<>();
    for (MethodCode method : check.code(type).values()) {
      if (!method.member().isPrivate() && methods.add(method)) {
        open.add(method);
      }
    }
    while (!open.isEmpty()) {
      MethodCode method = open.pop();
      for (Use use : method.uses()) {
        MethodCode target = use instanceof Use.OfMember member ? called(method, member) : null;
        if (target != null && methods.add(target)) {
          open.add(target);
        }
      }
    }
  }

  private @Nullable MethodCode called(MethodCode from, Use.OfMember use) {
    if (!use.spot().always() || use.kind().isHandle() || from.caughtAt(use.spot()) != 0) {
      return null;
    }
    MemberLookup.Found found = check.resolve(use.ref());
    PluginClass type = found == null ? null : check.plugin.classes().get(found.holder().name());
    return type == null || found == null || found.holder() != type.model()
        ? null
        : check.code(type).get(use.ref().key());
  }

  boolean isCertain(Issue issue) {
    MethodCode code = issue.code();
    Spot spot = issue.spot();
    if (!(issue.moment() instanceof Issue.Moment.Run) || code == null || spot == null) {
      return classes.contains(issue.user().model().name());
    }
    return spot.always() && methods.contains(code);
  }
}
