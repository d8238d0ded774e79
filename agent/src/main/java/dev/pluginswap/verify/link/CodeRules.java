package dev.pluginswap.verify.link;

import java.nio.file.Path;
import java.util.List;

/** Hands each need of a method to the rules for it. */
final class CodeRules {

  private final TypeRules types;
  private final MemberRules members;
  private final SubtypeRules subtypes;
  private final LambdaRules lambdas;
  private final SwitchRules switches;
  private final LibraryRules libraries;

  CodeRules(Check check, TypeRules types, List<Path> libraryDirectories, boolean loadsLibraries) {
    this.types = types;
    this.members = new MemberRules(check, types);
    this.subtypes = new SubtypeRules(check, types);
    this.lambdas = new LambdaRules(check);
    this.switches = new SwitchRules(check);
    this.libraries = new LibraryRules(check, libraryDirectories, loadsLibraries);
  }

  void check(PluginClass user, MethodCode code) {
    for (Use use : code.uses()) {
      if (use instanceof Use.OfMember member) {
        members.check(user, code, member);
        libraries.check(user, code, member);
      } else if (use instanceof Use.OfSubtype subtype) {
        subtypes.check(user, code, subtype);
      } else if (use instanceof Use.OfLambda lambda) {
        lambdas.check(user, code, lambda);
      } else if (use instanceof Use.OfSwitch select) {
        switches.check(user, code, select);
      } else if (use instanceof Use.OfType type) {
        if (type.purpose() == Use.OfType.Purpose.CATCH) {
          subtypes.check(user, code, type);
        } else {
          types.check(user, code, type);
        }
      } else if (use instanceof Use.OfName name && name.kind() == Use.OfName.Kind.LIBRARY) {
        libraries.check(user, code, name);
      }
    }
  }
}
