package dev.pluginswap.verify.link;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Takes what the verifier takes for granted in one class, and keeps what the class itself cannot
 * answer, once each.
 */
final class SubtypeSink {

  private final Set<String> seen = new HashSet<>();

  /** Values of one verifier's type are used as values of another. */
  void add(Object from, Object to, FlowVisitor flow, List<Use> uses) {
    if (!(from instanceof String given) || !(to instanceof String wanted) || given.equals(wanted)) {
      return;
    }
    // Arrays are compared by what they hold (JVMS 4.10.1.2).
    while (given.charAt(0) == '[' && wanted.charAt(0) == '[') {
      given = component(given);
      wanted = component(wanted);
      if (given.length() == 1 || wanted.length() == 1 || given.equals(wanted)) {
        return; // primitive on either side, or the same
      }
    }
    if (!wanted.equals(Names.OBJECT) && wanted.charAt(0) != '[' && seen.add(given + '>' + wanted)) {
      uses.add(new Use.OfSubtype(given, wanted, flow.spot()));
    }
  }

  /** The frame must be assignable to a declared one. */
  void frame(
      FrameState.Snapshot from, FrameState.Snapshot declared, FlowVisitor flow, List<Use> uses) {
    int locals = Math.min(from.locals().length, declared.locals().length);
    for (int i = 0; i < locals; i++) {
      if (declared.locals()[i] != Opcodes.TOP) {
        add(from.locals()[i], declared.locals()[i], flow, uses);
      }
    }
    int depth = Math.min(from.stack().length, declared.stack().length);
    for (int i = 0; i < depth; i++) {
      add(from.stack()[i], declared.stack()[i], flow, uses);
    }
  }

  private static String component(String array) {
    return array.charAt(1) == 'L' ? array.substring(2, array.length() - 1) : array.substring(1);
  }
}
