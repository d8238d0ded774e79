package dev.pluginswap.verify.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From where linkage errors would reach somebody: which code of a plugin is reached from outside,
 * and which errors get out of it. A set of errors is an int of {@link LinkError#bit bits}. An error
 * counts at a place if no handler on some way from the outside to it keeps it.
 *
 * <p>Grows from the roots until nothing changes: an edge hands on what the handlers around it let
 * through.
 */
final class Reach {

  private final Check check;
  private final CallTargets targets;
  private final Map<MethodCode, Integer> exposed = new HashMap<>();
  private final Map<String, Integer> loaded = new HashMap<>();
  private final Map<String, Integer> live = new HashMap<>();
  private final Map<String, Integer> called = new HashMap<>();
  private final Deque<MethodCode> open = new ArrayDeque<>();

  /** Code that waits for its class to be loaded, by the class's internal name. */
  private final Map<String, Map<MethodCode, Integer>> waiting = new HashMap<>();

  /** Classes whose failure to load is borne, by internal name. */
  private final Set<String> tolerated = new HashSet<>();

  Reach(Check check, CallTargets targets) {
    this.check = check;
    this.targets = targets;
  }

  /** A class that is loaded from outside, with all that is not private. */
  void root(PluginClass type) {
    live(type.model().name(), LinkError.ALL);
    for (MethodCode method : check.code(type).values()) {
      if (!method.member().isPrivate()) {
        expose(method, LinkError.ALL);
      }
    }
    run();
  }

  /**
   * A class that is loaded from outside by somebody who bears that it does not load: what its
   * methods do when they are called later counts still.
   */
  void tolerantRoot(PluginClass type) {
    if (live(type.model().name()) != 0) {
      return; // somebody else needs it
    }
    check
        .hierarchy
        .classes(type.model())
        .forEach(
            each -> {
              tolerated.add(each.name());
              wake(each.name());
            });
    for (MethodCode method : check.code(type).values()) {
      if (!method.member().isPrivate() && method.member().name().charAt(0) != '<') {
        expose(method, LinkError.ALL);
      }
    }
    targets.calledFromOutside(type.model()).forEach(method -> expose(method, LinkError.ALL));
    run();
  }

  /** Which errors leave a method, if they are raised in it where no handler is. */
  int exposed(MethodCode method) {
    return exposed.getOrDefault(method, 0);
  }

  /** Which errors reach somebody if they are raised by loading a class; by internal name. */
  int loaded(String name) {
    return loaded.getOrDefault(name, 0);
  }

  /** Which errors reach somebody if they are raised by initialising a class; by internal name. */
  int live(String name) {
    return live.getOrDefault(name, 0);
  }

  /** Which errors reach somebody if the plugin's own calls of a method raise them. */
  int called(ClassModel holder, String key) {
    return called.getOrDefault(holder.name() + '.' + key, 0);
  }

  private void run() {
    while (!open.isEmpty()) {
      MethodCode method = open.pop();
      for (Use use : method.uses()) {
        follow(use, exposed(method) & ~method.caughtAt(use.spot()));
      }
    }
  }

  private void follow(Use use, int errors) {
    if (errors == 0) {
      return;
    }
    if (use instanceof Use.OfMember member) {
      follow(member, errors);
    } else if (use instanceof Use.OfType type) {
      if (type.purpose() == Use.OfType.Purpose.NEW) {
        live(type.name(), errors);
      } else {
        loaded(type.name(), errors);
      }
    } else if (use instanceof Use.OfLambda lambda) {
      loaded(lambda.type(), errors);
    } else if (use instanceof Use.OfName name && name.kind() == Use.OfName.Kind.CLASS) {
      live(Names.internal(name.text()), errors);
    }
    // A subtype relation loads classes when the class is verified, wherever the code stands.
  }

  private void follow(Use.OfMember use, int errors) {
    MemberRef ref = use.ref();
    MemberLookup.Found found = check.resolve(ref);
    if (use.kind().initialises()) {
      live(ref.owner(), errors);
    } else {
      loaded(ref.owner(), errors);
    }
    if (found == null) {
      return;
    }
    if (use.kind().initialises()) {
      live(found.holder().name(), errors);
    }
    if (ref.isMethod()) {
      called.merge(found.holder().name() + '.' + ref.key(), errors, (a, b) -> a | b);
      boolean selects =
          use.kind() != MemberKind.INVOKE_SPECIAL && use.kind() != MemberKind.HANDLE_SPECIAL;
      targets.of(found, selects).forEach(target -> expose(target, errors));
    }
  }

  /** Code that runs on objects of a class that is not loaded runs once it is. */
  private void expose(CallTargets.Target target, int errors) {
    String receiver = target.receiver();
    if (receiver == null || loaded(receiver) != 0 || tolerated.contains(receiver)) {
      expose(target.method(), errors);
    } else {
      waiting
          .computeIfAbsent(receiver, name -> new LinkedHashMap<>())
          .merge(target.method(), errors, (a, b) -> a | b);
    }
  }

  private void wake(String name) {
    Map<MethodCode, Integer> woken = waiting.remove(name);
    if (woken != null) {
      woken.forEach(this::expose);
    }
  }

  private void expose(MethodCode method, int errors) {
    if (grow(exposed, method, errors)) {
      open.push(method);
    }
  }

  private void loaded(String name, int errors) {
    PluginClass type = own(name);
    if (type != null && grow(loaded, name, errors)) {
      wake(name);
      parents(type.model()).forEach(parent -> loaded(parent, errors));
    }
  }

  private void live(String name, int errors) {
    PluginClass type = own(name);
    if (type == null || !grow(live, name, errors)) {
      return;
    }
    loaded(name, errors);
    parents(type.model()).forEach(parent -> live(parent, errors));
    MethodCode initialiser = check.code(type).get(Member.key("<clinit>", "()V"));
    if (initialiser != null) {
      expose(initialiser, errors);
    }
    targets.calledFromOutside(type.model()).forEach(method -> expose(method, errors));
    for (MethodCode method : check.code(type).values()) {
      for (Use use : method.uses()) {
        if (use instanceof Use.OfSubtype subtype) {
          loaded(subtype.from(), errors);
          loaded(subtype.to(), errors);
        }
      }
    }
  }

  private @Nullable PluginClass own(String name) {
    PluginClass type = check.plugin.classes().get(name);
    return type != null && !tolerated.contains(name) && check.universe.find(name) == type.model()
        ? type
        : null;
  }

  private static List<String> parents(ClassModel type) {
    List<String> parents = new ArrayList<>(type.interfaces());
    if (type.superName() != null) {
      parents.add(type.superName());
    }
    return parents;
  }

  private static <K> boolean grow(Map<K, Integer> sets, K key, int errors) {
    int before = sets.getOrDefault(key, 0);
    int after = before | errors;
    if (after == before) {
      return false;
    }
    sets.put(key, after);
    return true;
  }
}
