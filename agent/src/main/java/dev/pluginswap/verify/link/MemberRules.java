package dev.pluginswap.verify.link;

import dev.pluginswap.verify.link.MemberLookup.Found;
import java.util.Optional;
import net.bytebuddy.jar.asm.Type;

/** Resolution of fields and methods (JVMS 5.4.3.2 to 5.4.3.5), and what each instruction adds. */
final class MemberRules {

  /** From this class file version on, only initialisers may set final fields (JVMS 6.5). */
  private static final int FINALS_IN_INITIALISERS = 53;

  private final Check check;
  private final TypeRules types;
  private final SharedTypes shared;

  MemberRules(Check check, TypeRules types) {
    this.check = check;
    this.types = types;
    this.shared = new SharedTypes(check);
  }

  /** One use of a member, with what it resolved to. */
  private record Resolved(
      PluginClass user, MethodCode code, Use.OfMember use, ClassModel owner, Found found) {

    Member member() {
      return found.member();
    }

    ClassModel holder() {
      return found.holder();
    }
  }

  void check(PluginClass user, MethodCode code, Use.OfMember use) {
    MemberRef ref = use.ref();
    ClassModel owner = types.resolved(ref.owner(), user.model());
    if (owner == null) {
      types.resolve(ref.owner(), TypeRules.Request.of(user, code, use.spot(), predicate(use)));
      return;
    }
    if (ref.isMethod() && owner.isInterface() != ref.isInterface()) {
      report(
          user,
          code,
          use,
          LinkError.INCOMPATIBLE_CLASS_CHANGE,
          ", but %s is %s in %s"
              .formatted(
                  Names.binary(ref.owner()),
                  owner.isInterface() ? "an interface" : "a class",
                  check.wording.party(owner)),
          owner);
      return;
    }
    Found found = check.resolve(ref);
    if (found == null || (ref.name().equals("<init>") && found.holder() != owner)) {
      missing(user, code, use, owner);
      return;
    }
    Resolved resolved = new Resolved(user, code, use, owner, found);
    if (accessible(resolved) && ofTheRightKind(resolved)) {
      String clash = shared.clash(found, ref.descriptor()).orElse(null);
      if (clash != null) {
        report(user, code, use, LinkError.LINKAGE, ", " + clash, found.holder());
      }
    }
  }

  private boolean accessible(Resolved it) {
    if (!check.access.permits(it.user().model(), it.owner(), it.holder(), it.member())
        && !isCloneOfArray(it)) {
      report(
          it,
          LinkError.ILLEGAL_ACCESS,
          ", which is %s in %s"
              .formatted(it.member().accessWord(), check.wording.party(it.holder())));
      return false;
    }
    if (!receiverFits(it)) {
      check.add(
          new Issue(
              LinkError.VERIFY,
              it.use().ref().display(),
              it.use().ref().owner(),
              predicate(it.use())
                  + ", which is protected in %s, on an object of another class"
                      .formatted(check.wording.party(it.holder())),
              check.wording.cure(it.holder()),
              new Issue.Moment.Link(),
              it.user(),
              it.code(),
              it.use().spot()));
      return false;
    }
    return true;
  }

  private static boolean isCloneOfArray(Resolved it) {
    String receiver = it.use().receiver();
    return receiver != null && receiver.charAt(0) == '[' && it.member().name().equals("clone");
  }

  /** The verifier's rule for protected members of superclasses (JVMS 4.10.1.8). */
  private boolean receiverFits(Resolved it) {
    String receiver = it.use().receiver();
    ClassModel user = it.user().model();
    if (receiver == null
        || !it.member().isProtected()
        || it.member().isStatic()
        || user.samePackage(it.holder())
        || !check.hierarchy.classes(user).contains(it.holder())
        || isCloneOfArray(it)) {
      return true;
    }
    if (it.member().name().equals("<init>")) {
      return false; // only as super(…)
    }
    ClassModel type = receiver.charAt(0) == '[' ? null : check.universe.find(receiver);
    return type != null && check.hierarchy.isSubtype(type, user);
  }

  private boolean ofTheRightKind(Resolved it) {
    MemberKind kind = it.use().kind();
    Member member = it.member();
    if (member.isStatic() != kind.wantsStatic()) {
      report(
          it,
          LinkError.INCOMPATIBLE_CLASS_CHANGE,
          ", which is %s in %s"
              .formatted(
                  member.isStatic() ? "static" : "not static", check.wording.party(it.holder())));
      return false;
    }
    if (kind == MemberKind.HANDLE_NEW && it.owner().isAbstract()) {
      report(
          it, LinkError.INSTANTIATION, ", which is abstract in " + check.wording.party(it.owner()));
      return false;
    }
    if (kind == MemberKind.INVOKE_INTERFACE && !implementsInterface(it)) {
      return false;
    }
    if (kind.isWrite() && member.isFinal() && !maySetFinal(it)) {
      report(
          it, LinkError.ILLEGAL_ACCESS, ", which is final in " + check.wording.party(it.holder()));
      return false;
    }
    return (kind != MemberKind.INVOKE_SPECIAL && kind != MemberKind.HANDLE_SPECIAL)
        || member.name().equals("<init>")
        || superCallFits(it);
  }

  /**
   * The verifier takes any object for one of an interface; the call does not. Known of classes of
   * the workspace only: code of other compilers than javac calls interfaces on types that a merge
   * of several has left.
   */
  private boolean implementsInterface(Resolved it) {
    String receiver = it.use().receiver();
    ClassModel type = receiver == null ? null : check.universe.find(receiver);
    if (type == null
        || type.origin().kind() != Origin.Kind.WORKSPACE
        || type.isInterface()
        || type.isAbstract()
        || !check.hierarchy.isComplete(type)
        || check.hierarchy.isSubtype(type, it.owner())) {
      return true;
    }
    report(
        it,
        LinkError.INCOMPATIBLE_CLASS_CHANGE,
        " on a %s, which does not implement it in %s"
            .formatted(Names.binary(type.name()), check.wording.party(type)));
    return false;
  }

  private static boolean maySetFinal(Resolved it) {
    ClassModel user = it.user().model();
    if (it.holder() != user) {
      return false;
    }
    String initialiser = it.member().isStatic() ? "<clinit>" : "<init>";
    return user.version() < FINALS_IN_INITIALISERS || it.code().member().name().equals(initialiser);
  }

  /** What {@code super.m()} selects: looked up again from the direct superclass (JVMS 6.5). */
  private boolean superCallFits(Resolved it) {
    ClassModel user = it.user().model();
    if (it.holder() == user || it.member().isPrivate()) {
      return true;
    }
    Found selected = it.found();
    ClassModel parent = check.hierarchy.superclass(user);
    if (!it.owner().isInterface() && parent != null && !user.isInterface()) {
      if (!check.hierarchy.classes(user).contains(it.owner())) {
        report(
            it,
            LinkError.VERIFY,
            ", but %s is no superclass of %s here"
                .formatted(Names.binary(it.owner().name()), Names.binary(user.name())));
        return false;
      }
      Found again = check.lookup.method(parent, it.member().name(), it.member().descriptor());
      selected = again == null ? selected : again;
    }
    if (selected.member().isAbstract()) {
      report(
          it,
          LinkError.ABSTRACT_METHOD,
          ", which is abstract in " + check.wording.party(selected.holder()));
      return false;
    }
    return true;
  }

  private void missing(PluginClass user, MethodCode code, Use.OfMember use, ClassModel owner) {
    MemberRef ref = use.ref();
    String similar =
        ref.isMethod()
            ? ""
            : sameName(owner, ref)
                .map(
                    member -> ": there it is a " + Type.getType(member.descriptor()).getClassName())
                .orElse("");
    report(
        user,
        code,
        use,
        ref.isMethod() ? LinkError.NO_SUCH_METHOD : LinkError.NO_SUCH_FIELD,
        ", which %s does not have%s".formatted(check.wording.party(owner), similar),
        owner);
  }

  private static Optional<Member> sameName(ClassModel owner, MemberRef ref) {
    return owner.fields().all().stream()
        .filter(member -> member.name().equals(ref.name()))
        .findFirst();
  }

  private void report(Resolved it, LinkError error, String which) {
    report(it.user(), it.code(), it.use(), error, which, it.holder());
  }

  private void report(
      PluginClass user,
      MethodCode code,
      Use.OfMember use,
      LinkError error,
      String which,
      ClassModel blamed) {
    check.add(
        TypeRules.Request.of(user, code, use.spot(), predicate(use))
            .issue(
                error, use.ref().display(), use.ref().owner(), which, check.wording.cure(blamed)));
  }

  private static String predicate(Use.OfMember use) {
    return use.kind().verb() + " " + use.ref().display();
  }
}
