package dev.pluginswap.verify.link;

import dev.pluginswap.verify.link.MemberLookup.Found;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** Methods of the plugin that a call of another may select instead, by class and method. */
  private final Map<String, Set<MethodCode>> overriders = new HashMap<>();

  /** Methods of the plugin that code outside of it may call on objects of a class. */
  private final Map<String, Set<MethodCode>> fromOutside = new HashMap<>();

  CallTargets(Check check) {
    this.check = check;
    check.plugin.classes().values().forEach(type -> read(type.model()));
  }

  /** The code that a call runs, if it is the plugin's. */
  List<MethodCode> of(Found called) {
    String key = Member.key(called.member().name(), called.member().descriptor());
    List<MethodCode> targets = new ArrayList<>(2);
    MethodCode own = code(called.holder(), key);
    if (own != null) {
      targets.add(own);
    }
    if (called.holder().origin().isPlugin() && called.member().isVirtual()) {
      targets.addAll(overriders.getOrDefault(called.holder().name() + '.' + key, Set.of()));
    }
    return targets;
  }

  /** Methods that override or implement one of a type that is not the plugin's. */
  Set<MethodCode> calledFromOutside(ClassModel type) {
    return fromOutside.getOrDefault(type.name(), Set.of());
  }

  private void read(ClassModel type) {
    boolean isComplete = check.hierarchy.isComplete(type);
    Set<ClassModel> supertypes = new LinkedHashSet<>(check.hierarchy.classes(type));
    supertypes.addAll(check.hierarchy.interfaces(type));
    for (ClassModel holder : supertypes) {
      if (!holder.origin().isPlugin()) {
        continue;
      }
      PluginClass own = check.plugin.classes().get(holder.name());
      if (own == null) {
        continue;
      }
      own.code()
          .forEach(
              (key, method) -> {
                if (OF_SERIALIZATION.contains(method.member().name())) {
                  outside(type, method);
                } else if (method.member().isVirtual()) {
                  read(type, supertypes, holder, key, method, isComplete);
                }
              });
    }
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
      if (above == holder || (above == type && holder != type)) {
        continue;
      }
      Member overridden = above.method(key);
      if (overridden == null || !overridden.isVirtual()) {
        continue;
      }
      if (above.origin().isPlugin()) {
        overriders
            .computeIfAbsent(above.name() + '.' + key, name -> new LinkedHashSet<>())
            .add(method);
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
    return type == null ? null : type.code().get(key);
  }
}
