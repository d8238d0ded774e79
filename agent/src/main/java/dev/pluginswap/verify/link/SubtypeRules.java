package dev.pluginswap.verify.link;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the verifier takes for granted (JVMS 4.10.1.2), as HotSpot decides it: the wanted type is
 * loaded; if it is an interface, anything but an array is one; else the given type is loaded and
 * must be a subclass.
 */
final class SubtypeRules {

  private static final Set<String> OF_ARRAYS =
      Set.of("java/lang/Cloneable", "java/io/Serializable");

  private final Check check;
  private final TypeRules types;

  SubtypeRules(Check check, TypeRules types) {
    this.check = check;
    this.types = types;
  }

  /** What a handler catches must be a Throwable. */
  void check(PluginClass user, MethodCode code, Use.OfType caught) {
    check(user, code, new Use.OfSubtype(caught.name(), "java/lang/Throwable", caught.spot()));
  }

  void check(PluginClass user, MethodCode code, Use.OfSubtype use) {
    ClassModel wanted = load(user, code, use, use.to());
    if (wanted == null) {
      return;
    }
    boolean isArray = use.from().charAt(0) == '[';
    if (wanted.isInterface()) {
      if (isArray && !OF_ARRAYS.contains(use.to())) {
        report(user, code, use, wanted);
      }
      return;
    }
    if (isArray) {
      report(user, code, use, wanted);
      return;
    }
    ClassModel given = load(user, code, use, use.from());
    if (given != null && !check.hierarchy.classes(given).contains(wanted)) {
      report(user, code, use, given.origin().isPlugin() ? wanted : given);
    }
  }

  private @Nullable ClassModel load(
      PluginClass user, MethodCode code, Use.OfSubtype use, String name) {
    return types.find(
        name,
        new TypeRules.Request(
            user, code, use.spot(), new Issue.Moment.Link(), "uses " + Names.binary(name)));
  }

  private void report(PluginClass user, MethodCode code, Use.OfSubtype use, ClassModel blamed) {
    String from = Names.binary(use.from());
    String to = Names.binary(use.to());
    check.add(
        new Issue(
            LinkError.VERIFY,
            from,
            use.from(),
            "uses %s as %s, which it is not in %s".formatted(from, to, check.wording.party(blamed)),
            check.wording.cure(blamed),
            new Issue.Moment.Link(),
            user,
            code,
            use.spot()));
  }
}
