package dev.pluginswap.verify.link;

import java.util.LinkedHashSet;
import java.util.Set;

/** What {@link java.lang.invoke.LambdaMetafactory} makes of an interface as it is here. */
final class LambdaRules {

  private final Check check;

  LambdaRules(Check check) {
    this.check = check;
  }

  void check(PluginClass user, MethodCode code, Use.OfLambda use) {
    ClassModel type = check.universe.find(use.type());
    // That it cannot be used at all is said of the call's signature.
    if (type == null
        || !check.hierarchy.isComplete(type)
        || check.access.denial(user.model(), type) != null) {
      return;
    }
    if (!type.isInterface() || type.permitted() != null) {
      report(
          user,
          code,
          use,
          type.isInterface() ? LinkError.INCOMPATIBLE_CLASS_CHANGE : LinkError.BOOTSTRAP,
          type,
          ", which is %s in %s"
              .formatted(type.isInterface() ? "sealed" : "a class", check.wording.party(type)));
      return;
    }
    for (String marker : use.markers()) {
      ClassModel further = check.universe.find(marker);
      if (further != null && !further.isInterface()) {
        report(
            user,
            code,
            use,
            LinkError.BOOTSTRAP,
            further,
            ", which is a class in " + check.wording.party(further));
      }
    }
    Set<ClassModel> interfaces = new LinkedHashSet<>(Set.of(type));
    interfaces.addAll(check.hierarchy.interfaces(type));
    for (ClassModel each : interfaces) {
      for (Member method : each.methods().all()) {
        if (method.isAbstract()) {
          body(user, code, use, type, each, method);
        }
      }
    }
  }

  private void body(
      PluginClass user,
      MethodCode code,
      Use.OfLambda use,
      ClassModel type,
      ClassModel holder,
      Member method) {
    boolean implemented =
        method.name().equals(use.method()) && use.descriptors().contains(method.descriptor());
    if (implemented || hasBody(type, holder, method) || isOfObject(method)) {
      return;
    }
    String display = Names.method(holder.name(), method.name(), method.descriptor());
    check.add(
        new Issue(
            LinkError.ABSTRACT_METHOD,
            display,
            holder.name(),
            "makes a lambda of %s that does not implement %s, which is abstract in %s"
                .formatted(Names.binary(type.name()), display, check.wording.party(holder)),
            check.wording.cure(holder),
            new Issue.Moment.Call(holder, method.key()),
            user,
            code,
            use.spot()));
  }

  private boolean hasBody(ClassModel type, ClassModel holder, Member method) {
    Member own = type.method(method);
    return own != null
        ? !own.isAbstract()
        : !(check.lookup.select(type, new MemberLookup.Found(holder, method))
            instanceof MemberLookup.Selection.Abstract);
  }

  private boolean isOfObject(Member method) {
    ClassModel object = check.universe.find(Names.OBJECT);
    Member same = object == null ? null : object.method(method);
    return same != null && same.isPublic();
  }

  private void report(
      PluginClass user,
      MethodCode code,
      Use.OfLambda use,
      LinkError error,
      ClassModel type,
      String which) {
    String name = Names.binary(type.name());
    check.add(
        TypeRules.Request.of(user, code, use.spot(), "makes a lambda of " + name)
            .issue(error, name, type.name(), which, check.wording.cure(type)));
  }
}
