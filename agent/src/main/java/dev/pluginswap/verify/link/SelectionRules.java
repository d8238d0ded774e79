package dev.pluginswap.verify.link;

import dev.pluginswap.verify.link.MemberLookup.Found;
import dev.pluginswap.verify.link.MemberLookup.Selection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the methods that others call on objects of a class have a body that may be called (JVMS
 * 5.4.6): of supertypes that gained an abstract method, or a second default one.
 */
final class SelectionRules {

  private final Check check;
  private final Runtime.Version java;

  SelectionRules(Check check, Runtime.Version java) {
    this.check = check;
    this.java = java;
  }

  void check(PluginClass type) {
    ClassModel model = type.model();
    if (model.isAbstract() || model.isInterface() || !check.hierarchy.isComplete(model)) {
      return;
    }
    List<ClassModel> classes = check.hierarchy.classes(model);
    Set<String> seen = new HashSet<>();
    for (ClassModel above : classes) {
      if (above != model && above.isAbstract()) {
        select(type, classes, above, seen);
      }
    }
    for (ClassModel above : check.hierarchy.interfaces(model)) {
      select(type, classes, above, seen);
    }
  }

  private void select(
      PluginClass type, List<ClassModel> classes, ClassModel above, Set<String> seen) {
    for (Member method : above.methods().array()) {
      boolean callable = method.isVirtual() && (above.isInterface() || method.isAbstract());
      if (callable && !isPlainlyImplemented(classes, method) && seen.add(method.key())) {
        select(type, above, method);
      }
    }
  }

  /** Whether the first of the classes that has such a method has a body that anybody may call. */
  private static boolean isPlainlyImplemented(List<ClassModel> classes, Member method) {
    for (int i = 0; i < classes.size(); i++) { // so often that iterators would count
      Member own = classes.get(i).method(method);
      if (own != null) {
        return own.isVirtual() && own.isPublic() && !own.isAbstract() && !method.isPackagePrivate();
      }
    }
    return false;
  }

  private void select(PluginClass type, ClassModel above, Member method) {
    Selection selection = check.lookup.select(type.model(), new Found(above, method));
    if (selection instanceof Selection.Selected selected) {
      Found found = selected.found();
      // A class's own method that is not public does not do for an interface's.
      if (above.isInterface() && !found.member().isPublic() && !found.holder().isInterface()) {
        report(
            type,
            above,
            method,
            LinkError.ILLEGAL_ACCESS,
            ", but %s is not public".formatted(display(found.holder(), method)));
      }
    } else if (selection instanceof Selection.Conflict conflict) {
      report(
          type,
          above,
          method,
          // As measured: what HotSpot 17 throws, and what HotSpot 25 does.
          java.feature() <= 17 ? LinkError.ABSTRACT_METHOD : LinkError.INCOMPATIBLE_CLASS_CHANGE,
          ", for which both %s and %s have a default"
              .formatted(
                  Names.binary(conflict.one().holder().name()),
                  Names.binary(conflict.other().holder().name())));
    } else {
      report(
          type,
          above,
          method,
          LinkError.ABSTRACT_METHOD,
          ", which is abstract in " + check.wording.party(above));
    }
  }

  private void report(
      PluginClass type, ClassModel above, Member method, LinkError error, String which) {
    check.add(
        new TypeRules.Request(
                type,
                null,
                null,
                new Issue.Moment.Call(above, method.key()),
                "does not implement " + display(above, method))
            .issue(error, display(above, method), above.name(), which, check.wording.cure(above)));
  }

  private static String display(ClassModel holder, Member method) {
    return Names.method(holder.name(), method.name(), method.descriptor());
  }
}
