package dev.pluginswap.verify.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin demands of the libraries that it bundles: which of their code runs whenever the
 * plugin's own code does. The plugin's own code is what stands in the jars of its roots, and any of
 * it that is reached counts. Of a library's code only that counts which stands before any branch:
 * libraries ask at run time whether what they can work with is there, in ways that only their
 * authors know.
 */
final class Demand {

  private final Check check;
  private final CallTargets targets;
  private final Set<String> jars;
  private final Set<MethodCode> methods = new HashSet<>();
  private final Set<String> loaded = new HashSet<>();
  private final Set<String> initialised = new HashSet<>();
  private final Deque<Step> open = new ArrayDeque<>();

  /** Code that runs. */
  private record Step(MethodCode method, boolean isOwn) {}

  /**
   * Demands of a plugin.
   *
   * @param jars those in which all is the plugin's own, see {@link ClassModel#jar}
   */
  Demand(Check check, CallTargets targets, Set<String> jars) {
    this.check = check;
    this.targets = targets;
    this.jars = jars;
  }

  private boolean isOwn(ClassModel type) {
    return jars.contains(type.jar());
  }

  /** Follows the plugin's own code, as far as it is reached. */
  void follow(Reach reach) {
    for (PluginClass type : check.plugin.classes().values()) {
      if (isOwn(type.model())) {
        for (MethodCode method : check.code(type).values()) {
          if ((reach.exposed(method) & LinkError.NO_CLASS_DEF_FOUND.bit()) != 0) {
            run(method, true);
          }
        }
        if (reach.live(type.model().name()) != 0) {
          initialise(type.model().name());
        }
      }
    }
    while (!open.isEmpty()) {
      Step step = open.pop();
      for (Use use : step.method().uses()) {
        if ((step.isOwn() || use.spot().always())
            && (step.method().caughtAt(use.spot()) & LinkError.NO_CLASS_DEF_FOUND.bit()) == 0) {
          follow(use, step.isOwn());
        }
      }
    }
  }

  private void follow(Use use, boolean fromOwn) {
    if (use instanceof Use.OfMember member) {
      follow(member);
    } else if (use instanceof Use.OfType type) {
      if (type.purpose() == Use.OfType.Purpose.NEW) {
        initialise(type.name());
      } else {
        load(type.name());
      }
    } else if (use instanceof Use.OfLambda lambda) {
      load(lambda.type());
    } else if (use instanceof Use.OfName name && name.kind() == Use.OfName.Kind.CLASS && fromOwn) {
      initialise(Names.internal(name.text()));
    }
  }

  private void follow(Use.OfMember use) {
    MemberLookup.Found found = check.resolve(use.ref());
    if (use.kind().initialises()) {
      initialise(use.ref().owner());
    } else {
      load(use.ref().owner());
    }
    if (found == null || !use.ref().isMethod() || use.kind().isHandle()) {
      return;
    }
    // Of several methods that a call may select, none runs for certain.
    List<CallTargets.Target> possible = targets.of(found, use.kind() != MemberKind.INVOKE_SPECIAL);
    if (possible.size() == 1) {
      PluginClass holder = own(found.holder().name());
      run(possible.get(0).method(), holder != null && isOwn(holder.model()));
    }
  }

  private void run(MethodCode method, boolean isOwn) {
    if (methods.add(method)) {
      open.add(new Step(method, isOwn));
    }
  }

  private void initialise(String name) {
    PluginClass type = own(name);
    if (type == null || !initialised.add(name)) {
      return;
    }
    load(name);
    if (type.model().superName() != null) {
      initialise(type.model().superName());
    }
    MethodCode initialiser = check.code(type).get(Member.key("<clinit>", "()V"));
    if (initialiser != null) {
      run(initialiser, isOwn(type.model()));
    }
  }

  private void load(String name) {
    PluginClass type = own(name);
    if (type == null || !loaded.add(name)) {
      return;
    }
    type.model().interfaces().forEach(this::load);
    if (type.model().superName() != null) {
      load(type.model().superName());
    }
  }

  private @Nullable PluginClass own(String name) {
    PluginClass type = check.plugin.classes().get(name);
    return type != null && check.universe.find(name) == type.model() ? type : null;
  }

  /** Whether the plugin's own code runs into an issue of a library's code for certain. */
  boolean meets(Issue issue) {
    String user = issue.user().model().name();
    if (issue.moment() instanceof Issue.Moment.Load) {
      return loaded.contains(user);
    }
    MethodCode code = issue.code();
    Spot spot = issue.spot();
    if (issue.moment() instanceof Issue.Moment.Link || code == null || spot == null) {
      return initialised.contains(user);
    }
    return spot.always() && methods.contains(code);
  }
}
