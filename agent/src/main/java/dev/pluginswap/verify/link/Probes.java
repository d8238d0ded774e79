package dev.pluginswap.verify.link;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Missing classes by whose name a plugin asks: {@code Class.forName("org.foo.Bar")}, or a method of
 * its own that leads there. A plugin that asks whether a library is there is taken to act on the
 * answer, for all of the library.
 */
final class Probes {

  /** So many packages in common make one library: {@code org.apache.commons}. */
  private static final int LIBRARY_DEPTH = 3;

  private final Check check;

  /** Internal names of the classes that are asked for, by package. */
  private final Map<String, Set<String>> asked = new HashMap<>();

  /** What was answered, by the package of the class that is missing. */
  private final Map<String, Boolean> answers = new HashMap<>();

  private Probes(Check check) {
    this.check = check;
  }

  static Probes of(Check check) {
    Probes probes = new Probes(check);
    BitSet seen = new BitSet();
    for (PluginClass type : check.plugin.classes().values()) {
      for (int number : type.mentions().nameNumbers()) {
        if (!seen.get(number)) {
          seen.set(number);
          probes.add(Names.internal(check.plugin.texts().text(number)));
        }
      }
    }
    return probes;
  }

  private void add(String name) {
    String packageName = Names.packageOf(name);
    Set<String> names = asked.get(packageName);
    if (names == null) {
      names = new HashSet<>();
      asked.put(packageName, names);
    }
    names.add(name);
  }

  /** Whether a missing class is one of a library that is asked for. */
  boolean cover(String missing) {
    String packageName = Names.packageOf(missing);
    Boolean answer = answers.get(packageName);
    if (answer == null) {
      answer = isAskedFor(packageName);
      answers.put(packageName, answer);
    }
    return answer;
  }

  /** Looks for all of them: who is there counts too, see {@link Companions}. */
  private boolean isAskedFor(String packageName) {
    boolean isAskedFor = false;
    for (Map.Entry<String, Set<String>> each : asked.entrySet()) {
      if (areOneLibrary(each.getKey(), packageName)) {
        for (String name : each.getValue()) {
          isAskedFor |= check.universe.find(name) == null;
        }
      }
    }
    return isAskedFor;
  }

  private static boolean areOneLibrary(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    int common = 0;
    int at = 0;
    while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
      common += one.charAt(at) == '/' ? 1 : 0;
      at++;
    }
    boolean endsOne = at == one.length();
    boolean endsOther = at == other.length();
    if ((endsOne && endsOther)
        || (endsOne && other.charAt(at) == '/')
        || (endsOther && one.charAt(at) == '/')) {
      return true;
    }
    return common >= LIBRARY_DEPTH;
  }
}
