package dev.pluginswap.verify.link;

import org.jspecify.annotations.Nullable;

/** Class resolution (JVMS 5.4.3.1), and what instantiation needs. */
final class TypeRules {

  private final Check check;

  TypeRules(Check check) {
    this.check = check;
  }

  /**
   * Who asks for a class, and how it is said.
   *
   * @param user the class
   * @param code its method; null when the class as a whole asks
   * @param spot where in the method; null when the class as a whole asks
   * @param moment when the JVM would throw
   * @param predicate what the plugin does with it, such as {@code uses com.acme.A}
   */
  record Request(
      PluginClass user,
      @Nullable MethodCode code,
      @Nullable Spot spot,
      Issue.Moment moment,
      String predicate) {

    static Request of(PluginClass user, MethodCode code, Spot spot, String predicate) {
      return new Request(user, code, spot, new Issue.Moment.Run(), predicate);
    }

    Issue issue(LinkError error, String target, String targetClass, String which, String cure) {
      return new Issue(
          error, target, targetClass, predicate + which, cure, moment, user, code, spot);
    }
  }

  void check(PluginClass user, MethodCode code, Use.OfType use) {
    boolean isNew = use.purpose() == Use.OfType.Purpose.NEW;
    ClassModel fine = resolved(use.name(), user.model());
    if (fine != null && !(isNew && (fine.isInterface() || fine.isAbstract()))) {
      return;
    }
    String name = Names.binary(use.name());
    ClassModel type =
        resolve(
            use.name(),
            Request.of(user, code, use.spot(), (isNew ? "instantiates " : "uses ") + name));
    if (type == null || !isNew || !(type.isInterface() || type.isAbstract())) {
      return;
    }
    check.add(
        Request.of(user, code, use.spot(), "instantiates " + name)
            .issue(
                LinkError.INSTANTIATION,
                name,
                use.name(),
                ", which is %s in %s"
                    .formatted(
                        type.isInterface() ? "an interface" : "abstract",
                        check.wording.party(type)),
                check.wording.cure(type)));
  }

  /** A class that resolves, and is open to its user; null where {@link #resolve} would report. */
  @Nullable ClassModel resolved(String name, ClassModel user) {
    ClassModel type = check.universe.find(name);
    return type != null
            && check.hierarchy.isComplete(type)
            && check.access.denial(user, type) == null
        ? type
        : null;
  }

  /**
   * Resolves a class, with access, and reports why it cannot be.
   *
   * @return null when it cannot be, or when a class of the plugin above it cannot, which is
   *     reported there
   */
  @Nullable ClassModel resolve(String name, Request request) {
    ClassModel type = find(name, request);
    if (type == null) {
      return null;
    }
    Access.Denial denial = check.access.denial(request.user().model(), type);
    if (denial != null) {
      check.add(
          request.issue(
              LinkError.ILLEGAL_ACCESS,
              Names.binary(name),
              name,
              denial == Access.Denial.NOT_PUBLIC
                  ? ", which is not public in " + check.wording.party(type)
                  : ", which %s does not export".formatted(check.wording.party(type)),
              denial == Access.Denial.NOT_PUBLIC
                  ? check.wording.cure(type)
                  : "do without it, or start the workspace with --add-exports for %s"
                      .formatted(Names.binary(type.packageName()))));
      return null;
    }
    return type;
  }

  /** As {@link #resolve}, without access: what loading alone does. */
  @Nullable ClassModel find(String name, Request request) {
    ClassModel type = check.universe.find(name);
    if (type == null) {
      missing(name, request);
      return null;
    }
    if (check.hierarchy.isComplete(type)) {
      return type;
    }
    Hierarchy.Missing above = check.hierarchy.firstMissing(type);
    if (above != null && !type.origin().isPlugin()) {
      check.add(
          request.issue(
              LinkError.NO_CLASS_DEF_FOUND,
              Names.binary(above.name()),
              above.name(),
              ", which needs %s, which is missing in the workspace"
                  .formatted(Names.binary(above.name())),
              "add %s to the class path of the workspace".formatted(Names.binary(above.name()))));
    }
    return null;
  }

  private void missing(String name, Request request) {
    PluginIndex.Unreadable file = check.unreadable(name);
    if (file == null) {
      check.add(
          request.issue(
              LinkError.NO_CLASS_DEF_FOUND,
              Names.binary(name),
              name,
              ", which " + check.wording.missing(name),
              check.wording.cureOfMissing(name)));
    } else {
      check.add(
          request.issue(
              file.error(),
              Names.binary(name),
              name,
              ", but " + file.what(),
              "build the bundle again, for this Java version"));
    }
  }
}
