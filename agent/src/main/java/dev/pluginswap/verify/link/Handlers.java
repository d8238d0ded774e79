package dev.pluginswap.verify.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Which linkage errors the exception handlers of one method keep from its callers. A handler that
 * only throws on what it caught keeps nothing: as {@code finally}, {@code synchronized} and
 * try-with-resources are compiled.
 */
final class Handlers {

  /** Whoever catches one of these by name knows that something may be missing. */
  private static final Set<String> KNOWING =
      Set.of(
          "java/lang/LinkageError",
          "java/lang/NoClassDefFoundError",
          "java/lang/IncompatibleClassChangeError",
          "java/lang/NoSuchMethodError",
          "java/lang/NoSuchFieldError",
          "java/lang/IllegalAccessError",
          "java/lang/AbstractMethodError",
          "java/lang/InstantiationError",
          "java/lang/ClassFormatError",
          "java/lang/UnsupportedClassVersionError",
          "java/lang/VerifyError",
          "java/lang/BootstrapMethodError",
          "java/lang/UnsatisfiedLinkError",
          "java/lang/ClassCircularityError",
          "java/util/ServiceConfigurationError");

  private Handlers() {}

  /**
   * Instructions that are covered.
   *
   * @param start the first
   * @param end the one behind the last
   * @param caught the errors that are kept, see {@link LinkError#bit}
   */
  record Range(int start, int end, int caught) {}

  static boolean catchesLinkErrors(String type) {
    return LinkError.caughtBy(type) != 0;
  }

  /** The ranges of a method that was visited to its end. */
  static List<Range> ranges(FlowVisitor flow) {
    if (flow.blocks().isEmpty()) {
      return List.of();
    }
    List<Range> ranges = new ArrayList<>();
    for (FlowVisitor.TryBlock block : flow.blocks()) {
      if (keeps(flow, flow.positionOf(block.handler()), block.type())) {
        ranges.add(
            new Range(
                flow.positionOf(block.start()),
                flow.positionOf(block.end()),
                block.type() == null ? LinkError.ALL : LinkError.caughtBy(block.type())));
      }
    }
    return List.copyOf(ranges);
  }

  private static boolean keeps(FlowVisitor flow, int handler, @Nullable String type) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    open.push(handler);
    boolean returns = false;
    boolean rethrows = false;
    boolean makesAnother = false;
    while (!open.isEmpty()) {
      int at = open.pop();
      if (at >= flow.length() || seen.get(at)) {
        continue;
      }
      seen.set(at);
      makesAnother |= flow.isNew(at);
      FlowVisitor.Branch branch = flow.branch(at);
      if (branch == null) {
        open.push(at + 1);
        continue;
      }
      returns |= branch.ends() != 0 && branch.ends() != Opcodes.ATHROW;
      rethrows |= branch.ends() == Opcodes.ATHROW;
      for (Label target : branch.targets()) {
        open.push(flow.positionOf(target));
      }
      if (branch.falls()) {
        open.push(at + 1);
      }
    }
    boolean translates = makesAnother && type != null && KNOWING.contains(type);
    return returns || !rethrows || translates;
  }
}
