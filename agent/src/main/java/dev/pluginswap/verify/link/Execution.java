package dev.pluginswap.verify.link;

import net.bytebuddy.jar.asm.Opcodes;

/** What instructions without operands of their own do to the types in a {@link FrameState}. */
final class Execution {

  private Execution() {}

  /**
   * Executes an instruction that stands for itself.
   *
   * @return whether the next instruction may follow it
   */
  static boolean run(int opcode, FrameState state) {
    if (opcode <= Opcodes.DCONST_1) {
      constant(opcode, state);
    } else if (opcode <= Opcodes.SALOAD) {
      arrayLoad(opcode, state);
    } else if (opcode <= Opcodes.SASTORE) {
      state.pop(opcode == Opcodes.LASTORE || opcode == Opcodes.DASTORE ? 4 : 3);
    } else if (opcode <= Opcodes.SWAP) {
      shuffle(opcode, state);
    } else if (opcode <= Opcodes.LXOR) {
      arithmetic(opcode, state);
    } else if (opcode <= Opcodes.I2S) {
      conversion(opcode, state);
    } else if (opcode <= Opcodes.DCMPG) {
      state.pop(opcode == Opcodes.FCMPL || opcode == Opcodes.FCMPG ? 2 : 4);
      state.push(Opcodes.INTEGER);
    } else {
      return last(opcode, state);
    }
    return true;
  }

  private static void constant(int opcode, FrameState state) {
    if (opcode == Opcodes.NOP) {
      return;
    }
    if (opcode == Opcodes.ACONST_NULL) {
      state.push(Opcodes.NULL);
    } else if (opcode <= Opcodes.ICONST_5) {
      state.push(Opcodes.INTEGER);
    } else if (opcode <= Opcodes.LCONST_1) {
      state.push(Opcodes.LONG);
    } else {
      state.push(opcode <= Opcodes.FCONST_2 ? Opcodes.FLOAT : Opcodes.DOUBLE);
    }
  }

  private static void arrayLoad(int opcode, FrameState state) {
    state.pop(1);
    Object array = state.popSlot();
    state.push(
        switch (opcode) {
          case Opcodes.LALOAD -> Opcodes.LONG;
          case Opcodes.DALOAD -> Opcodes.DOUBLE;
          case Opcodes.FALOAD -> Opcodes.FLOAT;
          case Opcodes.AALOAD -> component(array);
          default -> Opcodes.INTEGER;
        });
  }

  /** The type of an array's elements; that of null is null (JVMS 4.10.1.9, aaload). */
  private static Object component(Object array) {
    if (!(array instanceof String descriptor) || descriptor.charAt(0) != '[') {
      return Opcodes.NULL;
    }
    return descriptor.charAt(1) == 'L'
        ? descriptor.substring(2, descriptor.length() - 1)
        : descriptor.substring(1);
  }

  private static void shuffle(int opcode, FrameState state) {
    switch (opcode) {
      case Opcodes.POP -> state.pop(1);
      case Opcodes.POP2 -> state.pop(2);
      case Opcodes.DUP -> copy(state, 1, 0);
      case Opcodes.DUP_X1 -> copy(state, 1, 1);
      case Opcodes.DUP_X2 -> copy(state, 1, 2);
      case Opcodes.DUP2 -> copy(state, 2, 0);
      case Opcodes.DUP2_X1 -> copy(state, 2, 1);
      case Opcodes.DUP2_X2 -> copy(state, 2, 2);
      default -> {
        Object top = state.popSlot();
        Object below = state.popSlot();
        state.pushSlot(top);
        state.pushSlot(below);
      }
    }
  }

  /** Puts a copy of the upper slots below the slots under them. */
  private static void copy(FrameState state, int slots, int under) {
    Object[] upper = take(state, slots);
    Object[] lower = take(state, under);
    give(state, upper);
    give(state, lower);
    give(state, upper);
  }

  private static Object[] take(FrameState state, int slots) {
    Object[] taken = new Object[slots];
    for (int i = slots - 1; i >= 0; i--) {
      taken[i] = state.popSlot();
    }
    return taken;
  }

  private static void give(FrameState state, Object[] slots) {
    for (Object slot : slots) {
      state.pushSlot(slot);
    }
  }

  /** Operands and result are of one type, but for shifts, whose distance is an int. */
  private static void arithmetic(int opcode, FrameState state) {
    if (opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG) {
      return;
    }
    boolean isShift = opcode >= Opcodes.ISHL && opcode <= Opcodes.LUSHR;
    boolean isLogic = opcode >= Opcodes.IAND;
    boolean isOfTwoTypes = isShift || isLogic;
    // Opcodes go int, long; or int, long, float, double: every second one is wide.
    boolean isWide = (opcode - (isOfTwoTypes ? Opcodes.ISHL : Opcodes.IADD)) % 2 == 1;
    // The left operand has the type of the result and stays.
    int right = isWide && !isShift ? 2 : 1;
    state.pop(right);
  }

  private static void conversion(int opcode, FrameState state) {
    boolean fromWide =
        (opcode >= Opcodes.L2I && opcode <= Opcodes.L2D)
            || (opcode >= Opcodes.D2I && opcode <= Opcodes.D2F);
    state.pop(fromWide ? 2 : 1);
    state.push(
        switch (opcode) {
          case Opcodes.I2L, Opcodes.F2L, Opcodes.D2L -> Opcodes.LONG;
          case Opcodes.I2F, Opcodes.L2F, Opcodes.D2F -> Opcodes.FLOAT;
          case Opcodes.I2D, Opcodes.L2D, Opcodes.F2D -> Opcodes.DOUBLE;
          default -> Opcodes.INTEGER;
        });
  }

  private static boolean last(int opcode, FrameState state) {
    switch (opcode) {
      case Opcodes.ARRAYLENGTH -> {
        state.pop(1);
        state.push(Opcodes.INTEGER);
      }
      case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> state.pop(1);
      default -> {
        return false; // a return, or athrow
      }
    }
    return true;
  }
}
