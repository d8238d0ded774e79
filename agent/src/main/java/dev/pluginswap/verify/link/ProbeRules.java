package dev.pluginswap.verify.link;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** What is asked of the JVM about each class of a plugin, and what is made of its answers. */
final class ProbeRules {

  private final Check check;
  private final Shadow shadow;
  private final ShadowMembers members;

  /** Interfaces of lambdas, by name, and what the JVM says to a class that implements them. */
  private final Map<Set<String>, Refusal> refusedLambdas = new HashMap<>();

  private final Set<Set<String>> goodLambdas = new HashSet<>();

  private int references;

  ProbeRules(Check check, Shadow shadow) {
    this.check = check;
    this.shadow = shadow;
    this.members = new ShadowMembers(shadow);
  }

  /** How many members and classes were asked for. */
  int references() {
    return references;
  }

  /** Asks for a class and for all that it names. */
  void check(PluginClass type) {
    String name = type.model().name();
    if (check.universe.find(name) != type.model()) {
      return; // the loader would take another one
    }
    if (shadow.find(name) instanceof Refusal refusal) {
      refusedAsAWhole(type, refusal, new Issue.Moment.Load());
      return;
    }
    Class<?> loaded = shadow.own(name);
    if (loaded == null) {
      return;
    }
    Refusal unlinked = shadow.link(loaded, type.model());
    if (unlinked != null) {
      refusedAsAWhole(type, unlinked, new Issue.Moment.Link());
    }
    try {
      for (MethodCode code : type.code().values()) {
        uses(type, loaded, code);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the classes of " + name + "'s loader are closed to us", e);
    }
  }

  private void uses(PluginClass type, Class<?> loaded, MethodCode code)
      throws IllegalAccessException {
    Set<Object> asked = new HashSet<>();
    for (Use use : code.uses()) {
      if (use instanceof Use.OfMember member) {
        if (!isDeclaredHere(type.model(), member) && asked.add(keyOf(member, code))) {
          member(type, loaded, code, member);
        }
      } else if (use instanceof Use.OfType named) {
        type(type, loaded, code, named);
      } else if (use instanceof Use.OfLambda lambda) {
        lambda(type, loaded, code, lambda);
      }
    }
  }

  /** One that stands elsewhere in the method may be guarded by other handlers. */
  private static List<Object> keyOf(Use.OfMember use, MethodCode code) {
    return List.of(use.kind(), use.ref(), code.caughtAt(use.spot()));
  }

  private static boolean isDeclaredHere(ClassModel model, Use.OfMember use) {
    if (!use.ref().owner().equals(model.name()) || use.kind().isWrite() || use.kind().isHandle()) {
      return false;
    }
    Member own =
        use.ref().isMethod()
            ? model.methods().get(use.ref().name(), use.ref().descriptor())
            : model.fields().get(use.ref().name(), use.ref().descriptor());
    return own != null
        && own.isStatic() == use.kind().wantsStatic()
        && use.ref().isInterface() == (use.ref().isMethod() && model.isInterface());
  }

  private void member(PluginClass type, Class<?> loaded, MethodCode code, Use.OfMember use)
      throws IllegalAccessException {
    references++;
    Refusal refusal = members.resolve(loaded, type, code, use);
    String owner = use.ref().owner();
    if (refusal == null) {
      boolean makes = use.kind() == MemberKind.HANDLE_NEW;
      if (makes && shadow.find(owner) instanceof Class<?> made && isAbstract(made)) {
        uninstantiable(type, code, use.spot(), owner);
      }
      return;
    }
    if (refusal.missing() != null || !isReportedItself(owner)) {
      String display = use.ref().display();
      refused(type, code, use.spot(), refusal, display, owner, use.kind().verb() + " " + display);
    }
  }

  private void type(PluginClass type, Class<?> loaded, MethodCode code, Use.OfType use)
      throws IllegalAccessException {
    references++;
    String name = use.name();
    boolean isNew = use.purpose() == Use.OfType.Purpose.NEW;
    Object found = shadow.find(name);
    String predicate = (isNew ? "instantiates " : "uses ") + Names.binary(name);
    if (found instanceof Refusal refusal) {
      if (!isReportedItself(name)) {
        refused(type, code, use.spot(), refusal, Names.binary(name), name, predicate);
      }
      return;
    }
    Refusal access = access(loaded, (Class<?>) found);
    if (access != null) {
      refused(type, code, use.spot(), access, Names.binary(name), name, predicate);
    } else if (isNew && isAbstract((Class<?>) found)) {
      uninstantiable(type, code, use.spot(), name);
    }
  }

  private @Nullable Refusal access(Class<?> user, Class<?> used) throws IllegalAccessException {
    MethodHandles.Lookup lookup = shadow.in(user);
    try {
      lookup.accessClass(used);
      return null;
    } catch (IllegalAccessException e) {
      return Refusal.of(LinkError.ILLEGAL_ACCESS, Refusal.firstLine(e));
    }
  }

  private static boolean isAbstract(Class<?> type) {
    return Modifier.isAbstract(type.getModifiers()) && !type.isArray() && !type.isPrimitive();
  }

  private void uninstantiable(PluginClass type, MethodCode code, Spot spot, String name) {
    refused(
        type,
        code,
        spot,
        Refusal.of(LinkError.INSTANTIATION, Names.binary(name) + " is abstract"),
        Names.binary(name),
        name,
        "instantiates " + Names.binary(name));
  }

  /** A class like the one that the JDK would make of a lambda is defined, and never initialised. */
  private void lambda(PluginClass type, Class<?> loaded, MethodCode code, Use.OfLambda use)
      throws IllegalAccessException {
    Set<String> interfaces = new TreeSet<>(use.markers());
    interfaces.add(use.type());
    if (goodLambdas.contains(interfaces)) {
      return;
    }
    references++;
    for (String name : interfaces) {
      if (!(shadow.find(name) instanceof Class<?> found) || access(loaded, found) != null) {
        return; // reported where the call's signature names it
      }
      if (!found.isInterface()) {
        refusedLambda(
            type, code, use, Refusal.of(LinkError.BOOTSTRAP, name + " is not an interface"), name);
        return;
      }
    }
    Refusal refusal =
        refusedLambdas.computeIfAbsent(interfaces, names -> implemented(loaded, names));
    if (refusal == null) {
      goodLambdas.add(interfaces);
    } else {
      refusedLambda(type, code, use, refusal, use.type());
    }
  }

  private @Nullable Refusal implemented(Class<?> neighbour, Set<String> interfaces) {
    ClassWriter writer = new ClassWriter(0);
    String prefix = neighbour.getPackageName().replace('.', '/');
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        (prefix.isEmpty() ? "" : prefix + "/") + "PluginSwap$Lambda",
        null,
        Names.OBJECT,
        interfaces.toArray(String[]::new));
    writer.visitEnd();
    try {
      MethodHandles.Lookup hidden =
          shadow.in(neighbour).defineHiddenClass(writer.toByteArray(), false);
      return hidden.lookupClass().isHidden() ? null : Refusal.of(LinkError.LINKAGE, "not hidden");
    } catch (LinkageError e) {
      return Refusal.of(e);
    } catch (IllegalAccessException e) {
      return Refusal.of(LinkError.ILLEGAL_ACCESS, Refusal.firstLine(e));
    }
  }

  private void refusedLambda(
      PluginClass type, MethodCode code, Use.OfLambda use, Refusal refusal, String name) {
    refused(
        type,
        code,
        use.spot(),
        refusal,
        Names.binary(name),
        name,
        "makes a lambda of " + Names.binary(name));
  }

  /** A class of the plugin that does not load is reported once, not by each of its users. */
  private boolean isReportedItself(String name) {
    PluginClass own = check.plugin.classes().get(name);
    return own != null
        && check.universe.find(name) == own.model()
        && shadow.find(name) instanceof Refusal;
  }

  private void refusedAsAWhole(PluginClass type, Refusal refusal, Issue.Moment moment) {
    if (refusal.missing() != null && refusal.missing().equals(type.model().name())) {
      return; // nobody asks its loader for it: it is in a package of the JDK's own
    }
    String blamed = blamed(type.model(), refusal.message());
    if (!blamed.equals(type.model().name()) && isReportedItself(blamed)) {
      return;
    }
    String name = Names.binary(type.model().name());
    add(
        type,
        null,
        null,
        refusal,
        Names.binary(blamed),
        blamed,
        moment,
        moment instanceof Issue.Moment.Load ? "has " + name : "has code in " + name);
  }

  /** The supertype that the JVM's message is about; the class itself when it is about none. */
  private static String blamed(ClassModel model, String message) {
    List<String> parents = new ArrayList<>(model.interfaces());
    if (model.superName() != null) {
      parents.add(0, model.superName());
    }
    return parents.stream()
        .filter(parent -> message.contains(Names.binary(parent)))
        .findFirst()
        .orElse(model.name());
  }

  private void refused(
      PluginClass type,
      MethodCode code,
      Spot spot,
      Refusal refusal,
      String target,
      String targetClass,
      String predicate) {
    add(type, code, spot, refusal, target, targetClass, new Issue.Moment.Run(), predicate);
  }

  private void add(
      PluginClass type,
      @Nullable MethodCode code,
      @Nullable Spot spot,
      Refusal refusal,
      String target,
      String targetClass,
      Issue.Moment moment,
      String predicate) {
    String missing = refusal.missing();
    ClassModel blamed = check.universe.find(missing == null ? targetClass : missing);
    check.add(
        new Issue(
            refusal.error(),
            missing == null ? target : Names.binary(missing),
            missing == null ? targetClass : missing,
            missing != null && blamed == null
                ? "uses %s, which %s"
                    .formatted(Names.binary(missing), check.wording.missing(missing))
                : "%s, which this JVM refuses: %s".formatted(predicate, refusal.message()),
            blamed == null
                ? check.wording.cureOfMissing(missing == null ? targetClass : missing)
                : check.wording.cure(blamed),
            moment,
            type,
            code,
            spot));
  }
}
