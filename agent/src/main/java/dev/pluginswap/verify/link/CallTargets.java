package dev.pluginswap.verify.link;

import dev.pluginswap.verify.link.MemberLookup.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which code of a plugin runs when a method is called. */
final class CallTargets {

  /** What {@link java.io.Serializable} says the JDK calls by reflection, whatever its access. */
  private static final Set<String> OF_SERIALIZATION =
      Set.of("readObject", "readObjectNoData", "readResolve", "writeObject", "writeReplace");

  private final Check check;

  /** Classes of the plugin of which a class that has instances is a subclass. */
  private final Set<ClassModel> extended = new HashSet<>();

  /** Methods that run on objects of some class of the plugin. */
  private final Set<MethodCode> selected = new HashSet<>();

  /** Methods of the plugin that a call of another may select instead, by class and method. */
  private final Map<String, Set<Target>> overriders = new HashMap<>();

  /** Methods of the plugin that code outside of it may call on objects of a class. */
  private final Map<String, Set<MethodCode>> fromOutside = new HashMap<>();

  CallTargets(Check check) {
    this.check = check;
    Collection<PluginClass> all = check.plugin.classes().values();
    for (PluginClass type : all) {
      if (!type.model().isAbstract()) {
        List<ClassModel> classes = check.hierarchy.classes(type.model());
        extended.addAll(classes.subList(1, classes.size()));
      }
    }
    all.forEach(type -> read(type.model()));
  }

  /**
   * Code that a call may run.
   *
   * @param receiver internal name of the class on whose objects it does; null when on any
   * @param method the code
   */
  record Target(@Nullable String receiver, MethodCode method) {}

  /**
   * The code that a call runs, if it is the plugin's.
   *
   * @param selects whether the object's class decides which
   */
  List<Target> of(Found called, boolean selects) {
    String key = called.member().key();
    List<Target> targets = new ArrayList<>(2);
    MethodCode own = code(called.holder(), key);
    if (own != null && (!selects || !isOnlyExtended(called.holder()) || selected.contains(own))) {
      targets.add(new Target(null, own));
    }
    if (selects && called.holder().origin().isPlugin() && called.member().isVirtual()) {
      targets.addAll(overriders.getOrDefault(called.holder().name() + '.' + key, Set.of()));
    }
    return targets;
  }

  /** Methods that override or implement one of a type that is not the plugin's. */
  Set<MethodCode> calledFromOutside(ClassModel type) {
    return fromOutside.getOrDefault(type.name(), Set.of());
  }

  /** Whether every object of it is one of a subclass, all of which are known. */
  private boolean isOnlyExtended(ClassModel type) {
    return type.isAbstract() && !type.isInterface() && extended.contains(type);
  }

  private void read(ClassModel type) {
    boolean isComplete = check.hierarchy.isComplete(type);
    Set<ClassModel> supertypes = new LinkedHashSet<>(check.hierarchy.classes(type));
    supertypes.addAll(check.hierarchy.interfaces(type));
    for (ClassModel holder : supertypes) {
      PluginClass own =
          holder.origin().isPlugin() ? check.plugin.classes().get(holder.name()) : null;
      if (own == null) {
        continue;
      }
      check
          .code(own)
          .forEach(
              (key, method) -> {
                if (OF_SERIALIZATION.contains(method.member().name())) {
                  outside(type, method);
                } else if (method.member().isVirtual()
                    && !isOnlyExtended(type)
                    && !isHidden(type, holder, method.member())) {
                  selected.add(method);
                  read(type, supertypes, holder, key, method, isComplete);
                }
              });
    }
  }

  /** Whether objects of a class have another method in place of an inherited one. */
  private boolean isHidden(ClassModel type, ClassModel holder, Member inherited) {
    for (ClassModel below : check.hierarchy.classes(type)) {
      if (below == holder) {
        return false;
      }
      Member other = below.method(inherited);
      if (other != null
          && other.isVirtual()
          && (inherited.isPublic() || inherited.isProtected() || below.samePackage(holder))
          && !(holder.isInterface() && other.isAbstract())) {
        return true;
      }
    }
    return false;
  }

  private void read(
      ClassModel type,
      Set<ClassModel> supertypes,
      ClassModel holder,
      String key,
      MethodCode method,
      boolean isComplete) {
    boolean outside = !isComplete;
    for (ClassModel above : supertypes) {
      if (above == holder) {
        continue;
      }
      Member overridden = above.method(method.member());
      if (overridden == null || !overridden.isVirtual()) {
        continue;
      }
      if (above.origin().isPlugin()) {
        overriders
            .computeIfAbsent(above.name() + '.' + key, name -> new LinkedHashSet<>())
            .add(new Target(type.name(), method));
      } else {
        outside = true;
      }
    }
    if (outside) {
      outside(type, method);
    }
  }

  private void outside(ClassModel type, MethodCode method) {
    fromOutside.computeIfAbsent(type.name(), name -> new LinkedHashSet<>()).add(method);
  }

  private @Nullable MethodCode code(ClassModel holder, String key) {
    PluginClass type =
        holder.origin().isPlugin() ? check.plugin.classes().get(holder.name()) : null;
    return type == null ? null : check.code(type).get(key);
  }
}
