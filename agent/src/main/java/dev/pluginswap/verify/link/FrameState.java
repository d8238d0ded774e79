package dev.pluginswap.verify.link;

import java.util.Arrays;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The verifier's types of the local variables and the operand stack at one instruction: class names
 * and array descriptors as strings, {@link Opcodes#INTEGER} and its like, and any other object for
 * what is not initialised yet. Two slots for long and double, the second of them {@link
 * Opcodes#TOP}.
 */
final class FrameState {

  private Object[] locals = new Object[16];
  private Object[] stack = new Object[16];
  private int localCount;
  private int depth;

  /** Whether the types are known: not after an unconditional branch until the next frame. */
  private boolean known;

  boolean isKnown() {
    return known;
  }

  void forget() {
    known = false;
  }

  /** Starts again with declared types; long and double count once in them. */
  void reset(int localsGiven, Object[] givenLocals, int stackGiven, Object[] givenStack) {
    localCount = 0;
    for (int i = 0; i < localsGiven; i++) {
      addLocal(givenLocals[i]);
    }
    depth = 0;
    for (int i = 0; i < stackGiven; i++) {
      push(givenStack[i]);
    }
    known = true;
  }

  /** Goes back to the types of another moment. */
  void restore(Snapshot moment) {
    localCount = 0;
    for (Object type : moment.locals()) {
      restoreLocal(type);
    }
    depth = 0;
    for (Object type : moment.stack()) {
      pushSlot(type);
    }
    known = true;
  }

  private void restoreLocal(Object slot) {
    if (localCount == locals.length) {
      locals = Arrays.copyOf(locals, 2 * localCount);
    }
    locals[localCount++] = slot;
  }

  private void addLocal(Object type) {
    int slot = localCount;
    set(slot, type);
  }

  Object local(int slot) {
    return slot < localCount ? locals[slot] : Opcodes.TOP;
  }

  void set(int slot, Object type) {
    int end = slot + (Signature.isWide(type) ? 2 : 1);
    if (end > locals.length) {
      locals = Arrays.copyOf(locals, Math.max(end, 2 * locals.length));
    }
    if (end > localCount) {
      Arrays.fill(locals, localCount, end, Opcodes.TOP);
      localCount = end;
    }
    if (slot > 0 && Signature.isWide(locals[slot - 1])) {
      locals[slot - 1] = Opcodes.TOP; // its second half is gone
    }
    locals[slot] = type;
    if (end - slot == 2) {
      locals[slot + 1] = Opcodes.TOP;
    }
  }

  void push(Object type) {
    pushSlot(type);
    if (Signature.isWide(type)) {
      pushSlot(Opcodes.TOP);
    }
  }

  void pushSlot(Object type) {
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, 2 * depth);
    }
    stack[depth++] = type;
  }

  Object popSlot() {
    return stack[--depth];
  }

  void pop(int slots) {
    depth -= slots;
  }

  /** The type of the value that has so many slots above it. */
  Object peek(int slotsAbove) {
    return stack[depth - 1 - slotsAbove];
  }

  /** What is initialised now is of that type wherever it stands. */
  void initialise(Object uninitialised, String type) {
    for (int i = 0; i < localCount; i++) {
      if (locals[i] == uninitialised) {
        locals[i] = type;
      }
    }
    for (int i = 0; i < depth; i++) {
      if (stack[i] == uninitialised) {
        stack[i] = type;
      }
    }
  }

  /** The types as they are now. */
  Snapshot snapshot() {
    return new Snapshot(Arrays.copyOf(locals, localCount), Arrays.copyOf(stack, depth));
  }

  /** The types as they are now, with nothing on the stack. */
  Snapshot localsOnly() {
    return new Snapshot(Arrays.copyOf(locals, localCount), new Object[0]);
  }

  /** The types as they are now, with nothing on the stack but one object. */
  Snapshot localsAnd(String type) {
    return new Snapshot(Arrays.copyOf(locals, localCount), new Object[] {type});
  }

  /** The types at one moment. */
  static final class Snapshot {

    private final Object[] locals;
    private final Object[] stack;

    Snapshot(Object[] locals, Object[] stack) {
      this.locals = locals;
      this.stack = stack;
    }

    /** By slot. */
    Object[] locals() {
      return locals;
    }

    /** From the bottom. */
    Object[] stack() {
      return stack;
    }
  }
}
