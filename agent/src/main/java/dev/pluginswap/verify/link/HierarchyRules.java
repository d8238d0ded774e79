package dev.pluginswap.verify.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the JVM checks when it defines a class (JVMS 5.3.5). */
final class HierarchyRules {

  private final Check check;
  private final TypeRules types;
  private final SharedTypes shared;

  HierarchyRules(Check check, TypeRules types) {
    this.check = check;
    this.types = types;
    this.shared = new SharedTypes(check);
  }

  void check(PluginClass type) {
    ClassModel model = type.model();
    boolean isComplete = check.hierarchy.isComplete(model);
    String superName = model.superName();
    if (superName != null
        && !superName.equals(Names.OBJECT)
        && !(isComplete && isFine(model, superName, false))) {
      parent(type, superName, "extends ", false);
    }
    for (String name : model.interfaces()) {
      if (!(isComplete && isFine(model, name, true))) {
        parent(type, name, model.isInterface() ? "extends " : "implements ", true);
      }
    }
    if (isComplete) {
      overrides(type);
    }
  }

  private void parent(PluginClass type, String name, String verb, boolean wantsInterface) {
    String display = Names.binary(name);
    TypeRules.Request request =
        new TypeRules.Request(type, null, null, new Issue.Moment.Load(), verb + display);
    if (isCircle(type.model(), name)) {
      check.add(
          request.issue(
              LinkError.CLASS_CIRCULARITY,
              display,
              name,
              ", of which it is a supertype itself",
              "build the bundle again from one version of its libraries"));
      return;
    }
    ClassModel parent = types.resolve(name, request);
    if (parent == null) {
      return;
    }
    String complaint = complaint(type.model(), parent, wantsInterface);
    if (complaint != null) {
      check.add(
          request.issue(
              LinkError.INCOMPATIBLE_CLASS_CHANGE,
              display,
              name,
              ", which is %s in %s".formatted(complaint, check.wording.party(parent)),
              check.wording.cure(parent)));
    }
  }

  /**
   * Whether there is nothing to be said of one parent of a class that has them all, and so is in no
   * circle; as mostly, and told without a word being put together.
   */
  private boolean isFine(ClassModel model, String name, boolean wantsInterface) {
    ClassModel parent = check.universe.find(name);
    return parent != null
        && check.access.denial(model, parent) == null
        && complaint(model, parent, wantsInterface) == null;
  }

  private static @Nullable String complaint(
      ClassModel type, ClassModel parent, boolean wantsInterface) {
    if (parent.isInterface() != wantsInterface) {
      return wantsInterface ? "a class" : "an interface";
    }
    if (parent.isFinal()) {
      return "final";
    }
    return permits(parent, type) ? null : "sealed without permitting it";
  }

  /** As HotSpot has it: in one module, which for classes without a module means one loader. */
  private static boolean permits(ClassModel parent, ClassModel type) {
    List<String> permitted = parent.permitted();
    return permitted == null
        || (permitted.contains(type.name())
            && parent.origin().equals(type.origin())
            && (parent.isPublic() || parent.samePackage(type)));
  }

  private boolean isCircle(ClassModel type, String parentName) {
    ClassModel parent = check.universe.find(type, parentName);
    return parent != null
        && (parent == type
            || check.hierarchy.classes(parent).contains(type)
            || check.hierarchy.interfaces(parent).contains(type));
  }

  private void overrides(PluginClass type) {
    ClassModel model = type.model();
    for (ClassModel above : check.hierarchy.classes(model)) {
      if (above != model && above.name().equals(Names.OBJECT)) {
        overridesOfObject(type, above);
      } else if (above != model && hasOneLoader(above)) {
        overridesFinal(type, above);
      } else if (above != model) {
        overridesAny(type, above);
      }
    }
    for (ClassModel above : check.hierarchy.interfaces(model)) {
      if (!hasOneLoader(above)) {
        implementsAny(type, above);
      }
    }
  }

  /** Whether a class of the plugin and this one mean one class by each name, see SharedTypes. */
  private static boolean hasOneLoader(ClassModel above) {
    return above.origin().isJdk() || above.origin().isPlugin();
  }

  /** Nearly every class is below it, and nearly none has a method of that name. */
  private void overridesOfObject(PluginClass type, ClassModel object) {
    for (Member method : type.model().methods().array()) {
      if (isFinalInObject(method.name()) && method.isVirtual()) {
        Member overridden = object.method(method);
        if (overridden != null) {
          overrides(type, method, object, overridden);
        }
      }
    }
  }

  private static boolean isFinalInObject(String name) {
    return switch (name) {
      case "getClass", "notify", "notifyAll", "wait" -> true;
      default -> false;
    };
  }

  private void overridesFinal(PluginClass type, ClassModel above) {
    for (Member overridden : above.methods().finals()) {
      Member method = type.model().method(overridden);
      if (method != null && method.isVirtual()) {
        overrides(type, method, above, overridden);
      }
    }
  }

  private void overridesAny(PluginClass type, ClassModel above) {
    for (Member method : type.model().methods().array()) {
      Member overridden = method.isVirtual() ? above.method(method) : null;
      if (overridden != null) {
        overrides(type, method, above, overridden);
      }
    }
  }

  private void implementsAny(PluginClass type, ClassModel above) {
    for (Member method : type.model().methods().array()) {
      Member implemented = method.isVirtual() ? above.method(method) : null;
      if (implemented != null && implemented.isVirtual()) {
        sharesTypes(type, new MemberLookup.Found(above, implemented));
      }
    }
  }

  private void overrides(PluginClass type, Member method, ClassModel above, Member overridden) {
    if (!overridden.isVirtual()
        || (overridden.isPackagePrivate() && !type.model().samePackage(above))) {
      return;
    }
    if (overridden.isFinal()) {
      String display = Names.method(above.name(), method.name(), method.descriptor());
      check.add(
          new TypeRules.Request(type, null, null, new Issue.Moment.Load(), "overrides " + display)
              .issue(
                  LinkError.INCOMPATIBLE_CLASS_CHANGE,
                  display,
                  above.name(),
                  ", which is final in " + check.wording.party(above),
                  check.wording.cure(above)));
    }
    sharesTypes(type, new MemberLookup.Found(above, overridden));
  }

  private void sharesTypes(PluginClass type, MemberLookup.Found found) {
    Member method = found.member();
    shared
        .clash(found, method.descriptor())
        .ifPresent(
            clash -> {
              String display =
                  Names.method(found.holder().name(), method.name(), method.descriptor());
              check.add(
                  new TypeRules.Request(
                          type, null, null, new Issue.Moment.Link(), "overrides " + display)
                      .issue(
                          LinkError.LINKAGE,
                          display,
                          found.holder().name(),
                          ", " + clash,
                          "leave that class out of the bundle, or the workspace's out of its exports"));
            });
  }
}
