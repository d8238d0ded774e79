package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Follows one method as the type-checking verifier does (JVMS 4.10.1), with the frames that the
 * class file declares, and notes each subtype relation that the code takes for granted.
 *
 * <p>Older class files declare no binding frames, and the JVM infers them. One of the ways that
 * lead to an instruction is followed then: whatever type the JVM infers there is a supertype of the
 * one seen on it, so what fails here fails there.
 */
final class FrameVisitor extends MethodVisitor {

  /** The first class file version whose frames are binding (JVMS 4.10). */
  static final int FIRST_VERSION = 51;

  private final FlowVisitor flow;
  private final SubtypeSink sink;
  private final boolean hasFrames;
  private final List<Use> uses;
  private final Signature.Cache signatures;
  private final String className;
  private final @Nullable Object result;
  private final FrameState state = new FrameState();

  /** Frames that were declared, and those that jump to labels whose frame is still to come. */
  private final Map<Label, FrameState.Snapshot> declared = new HashMap<>();

  private final Map<Label, List<FrameState.Snapshot>> waiting = new HashMap<>();

  /** The labels since the last instruction. */
  private final List<Label> labels = new ArrayList<>();

  private final Map<Label, List<Label>> starts = new HashMap<>();
  private final Map<Label, List<Label>> ends = new HashMap<>();

  /** What each handler finds on the stack; one of them, where it catches several. */
  private final Map<Label, String> caught = new HashMap<>();

  /** Handlers that cover the next instruction. */
  private final List<Label> covering = new ArrayList<>();

  /** Whether the locals have changed since the handlers that cover them were told. */
  private boolean localsChanged;

  FrameVisitor(
      FlowVisitor flow,
      SubtypeSink sink,
      boolean hasFrames,
      List<Use> uses,
      Signature.Cache signatures,
      String className,
      Member method) {
    super(OpenedClassReader.ASM_API, flow);
    this.flow = flow;
    this.sink = sink;
    this.hasFrames = hasFrames;
    this.uses = uses;
    this.signatures = signatures;
    this.className = className;
    Signature signature = signatures.of(method.descriptor());
    this.result = signature.result();
    state.reset(0, new Object[0], 0, new Object[0]);
    int slot = 0;
    if (!method.isStatic()) {
      state.set(slot++, method.name().equals("<init>") ? Opcodes.UNINITIALIZED_THIS : className);
    }
    for (Object parameter : signature.parameters()) {
      state.set(slot, parameter);
      slot += Signature.isWide(parameter) ? 2 : 1;
    }
  }

  /**
   * The type of the object that a call or field access is about.
   *
   * @param slotsAbove how many slots its arguments take
   * @return null when it is unknown, not initialised or null
   */
  @Nullable Object receiver(int slotsAbove) {
    return state.isKnown() ? state.peek(slotsAbove) : null;
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    add(starts, start, handler);
    add(ends, end, handler);
    caught.putIfAbsent(handler, type == null ? "java/lang/Throwable" : type);
    super.visitTryCatchBlock(start, end, handler, type);
  }

  private static <T> void add(Map<Label, List<T>> map, Label key, T value) {
    List<T> values = map.get(key);
    if (values == null) {
      values = new ArrayList<>(2);
      map.put(key, values);
    }
    values.add(value);
  }

  @Override
  public void visitLabel(Label label) {
    labels.add(label);
    for (Label handler : ends.getOrDefault(label, List.of())) {
      covering.remove(handler);
    }
    List<Label> opening = starts.get(label);
    if (opening != null) {
      covering.addAll(opening);
      localsChanged = true;
    }
    if (!hasFrames && !state.isKnown()) {
      List<FrameState.Snapshot> jumps = waiting.get(label);
      if (jumps != null) {
        state.restore(jumps.get(0));
      }
    }
    super.visitLabel(label);
  }

  @Override
  public void visitFrame(
      int type, int localCount, Object @Nullable [] locals, int depth, Object @Nullable [] stack) {
    if (!hasFrames) {
      return;
    }
    FrameState.Snapshot before = state.isKnown() ? state.snapshot() : null;
    state.reset(
        localCount,
        locals == null ? new Object[0] : locals,
        depth,
        stack == null ? new Object[0] : stack);
    FrameState.Snapshot now = state.snapshot();
    if (before != null) {
      sink.frame(before, now, flow, uses);
    }
    for (Label label : labels) {
      declared.put(label, now);
      List<FrameState.Snapshot> jumps = waiting.remove(label);
      if (jumps != null) {
        for (FrameState.Snapshot jump : jumps) {
          sink.frame(jump, now, flow, uses);
        }
      }
    }
    localsChanged = true;
  }

  /** Before each instruction. */
  private boolean begin() {
    labels.clear();
    if (!state.isKnown()) {
      return false;
    }
    if (localsChanged && !covering.isEmpty()) {
      FrameState.Snapshot locals = state.localsOnly();
      for (Label handler : covering) {
        arrive(handler, hasFrames ? locals : atHandler(handler));
      }
    }
    localsChanged = false;
    return true;
  }

  /** A declared frame says itself what is on the stack. */
  private FrameState.Snapshot atHandler(Label handler) {
    return state.localsAnd(caught.getOrDefault(handler, "java/lang/Throwable"));
  }

  private void arrive(Label target, FrameState.Snapshot frame) {
    FrameState.Snapshot known = declared.get(target);
    if (known != null) {
      sink.frame(frame, known, flow, uses);
    } else {
      add(waiting, target, frame);
    }
  }

  private void subtype(Object from, Object to) {
    sink.add(from, to, flow, uses);
  }

  @Override
  public void visitInsn(int opcode) {
    if (begin()) {
      if (opcode == Opcodes.ARETURN && result != null) {
        subtype(state.peek(0), result);
      } else if (opcode == Opcodes.ATHROW) {
        subtype(state.peek(0), "java/lang/Throwable");
      }
      if (!Execution.run(opcode, state)) {
        state.forget();
      }
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    if (begin()) {
      if (opcode == Opcodes.NEWARRAY) {
        state.pop(1);
        state.push("[" + "ZCFDBSIJ".charAt(operand - Opcodes.T_BOOLEAN));
      } else {
        state.push(Opcodes.INTEGER);
      }
    }
    super.visitIntInsn(opcode, operand);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    if (opcode == Opcodes.RET) {
      state.forget();
    }
    if (begin()) {
      switch (opcode) {
        case Opcodes.ILOAD -> state.push(Opcodes.INTEGER);
        case Opcodes.LLOAD -> state.push(Opcodes.LONG);
        case Opcodes.FLOAD -> state.push(Opcodes.FLOAT);
        case Opcodes.DLOAD -> state.push(Opcodes.DOUBLE);
        case Opcodes.ALOAD -> state.push(state.local(variable));
        default -> {
          if (opcode == Opcodes.LSTORE || opcode == Opcodes.DSTORE) {
            state.pop(1);
          }
          state.set(variable, state.popSlot());
          localsChanged = true;
        }
      }
    }
    super.visitVarInsn(opcode, variable);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (begin()) {
      switch (opcode) {
        case Opcodes.NEW -> state.push(new Object());
        case Opcodes.ANEWARRAY -> {
          state.pop(1);
          state.push(type.charAt(0) == '[' ? "[" + type : "[L" + type + ";");
        }
        case Opcodes.CHECKCAST -> {
          state.pop(1);
          state.push(type);
        }
        default -> {
          state.pop(1);
          state.push(Opcodes.INTEGER);
        }
      }
    }
    super.visitTypeInsn(opcode, type);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    if (begin()) {
      Object type = Signature.value(Type.getType(descriptor));
      boolean isWrite = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
      int slots = Signature.isWide(type) ? 2 : 1;
      if (isWrite) {
        subtype(state.peek(slots - 1), type);
        state.pop(slots);
      }
      if (opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD) {
        subtype(state.popSlot(), owner);
      }
      if (!isWrite) {
        state.push(type);
      }
    }
    super.visitFieldInsn(opcode, owner, name, descriptor);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (begin()) {
      Signature signature = signatures.of(descriptor);
      arguments(signature);
      if (opcode != Opcodes.INVOKESTATIC) {
        Object receiver = state.popSlot();
        if (!name.equals("<init>")) {
          subtype(receiver, owner);
        } else {
          state.initialise(receiver, receiver == Opcodes.UNINITIALIZED_THIS ? className : owner);
          localsChanged = true;
        }
      }
      pushResult(signature);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    if (begin()) {
      Signature signature = signatures.of(descriptor);
      arguments(signature);
      pushResult(signature);
    }
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
  }

  private void arguments(Signature signature) {
    Object[] parameters = signature.parameters();
    for (int i = parameters.length - 1; i >= 0; i--) {
      if (Signature.isWide(parameters[i])) {
        state.pop(2);
      } else {
        subtype(state.popSlot(), parameters[i]);
      }
    }
  }

  private void pushResult(Signature signature) {
    if (signature.result() != null) {
      state.push(signature.result());
    }
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    if (begin()) {
      if (opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE) {
        state.pop(2);
      } else if (opcode != Opcodes.GOTO && opcode != Opcodes.JSR) {
        state.pop(1);
      }
      if (opcode != Opcodes.JSR) {
        arrive(label, state.snapshot());
      }
      if (opcode == Opcodes.GOTO || opcode == Opcodes.JSR) {
        state.forget();
      }
    }
    super.visitJumpInsn(opcode, label);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label dflt, Label... targets) {
    select(dflt, targets);
    super.visitTableSwitchInsn(min, max, dflt, targets);
  }

  @Override
  public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] targets) {
    select(dflt, targets);
    super.visitLookupSwitchInsn(dflt, keys, targets);
  }

  private void select(Label dflt, Label[] targets) {
    if (begin()) {
      state.pop(1);
      FrameState.Snapshot frame = state.snapshot();
      arrive(dflt, frame);
      for (Label target : targets) {
        arrive(target, frame);
      }
      state.forget();
    }
  }

  @Override
  public void visitLdcInsn(Object value) {
    if (begin()) {
      state.push(typeOf(value));
    }
    super.visitLdcInsn(value);
  }

  private static Object typeOf(Object constant) {
    if (constant instanceof Integer) {
      return Opcodes.INTEGER;
    } else if (constant instanceof Long) {
      return Opcodes.LONG;
    } else if (constant instanceof Float) {
      return Opcodes.FLOAT;
    } else if (constant instanceof Double) {
      return Opcodes.DOUBLE;
    } else if (constant instanceof String) {
      return "java/lang/String";
    } else if (constant instanceof Handle) {
      return "java/lang/invoke/MethodHandle";
    } else if (constant instanceof ConstantDynamic dynamic) {
      return Signature.value(Type.getType(dynamic.getDescriptor()));
    }
    return ((Type) constant).getSort() == Type.METHOD
        ? "java/lang/invoke/MethodType"
        : "java/lang/Class";
  }

  @Override
  public void visitIincInsn(int variable, int increment) {
    begin();
    super.visitIincInsn(variable, increment);
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    if (begin()) {
      state.pop(dimensions);
      state.push(descriptor);
    }
    super.visitMultiANewArrayInsn(descriptor, dimensions);
  }
}
