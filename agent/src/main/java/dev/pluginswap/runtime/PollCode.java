package dev.pluginswap.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes poll points into class files: {@code invokedynamic poll()} right before each instruction
 * that may jump back, with its operands on the stack already.
 *
 * <p>It takes nothing from the stack and leaves nothing there, so the stack maps stay as they are
 * and no class has to be loaded to write them. A loop that is made of exception handlers alone,
 * which no compiler writes, has none.
 */
final class PollCode {

  /** Bytes of a poll point. */
  private static final int POLL = 5;

  /** Bytes of code above which the JVM refuses a method. */
  private static final int LARGEST = 65_535;

  /** Bytes of code above which HotSpot leaves a method to its interpreter. */
  private static final int LARGEST_COMPILED = 8_000;

  /** Where a class file has its major version. */
  private static final int MAJOR_VERSION = 6;

  private static final Handle BOOTSTRAP =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          Type.getInternalName(PollPoint.class),
          "bootstrap",
          MethodType.methodType(
                  CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class)
              .toMethodDescriptorString(),
          false);

  private PollCode() {}

  /**
   * A class with poll points in all methods that loop, but for those that would become too large to
   * be loaded, or to be compiled.
   *
   * @return null if there is nothing to write, or if classes of that age cannot have any
   * @throws RuntimeException if it is no class, or none that can be read or written
   */
  static byte @Nullable [] insertInto(byte[] original) {
    ClassReader reader = new ClassReader(original);
    if (reader.readUnsignedShort(MAJOR_VERSION) < Opcodes.V1_7) {
      return null;
    }
    Set<String> looping = new HashSet<>();
    reader.accept(new Looking(looping), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    while (!looping.isEmpty()) {
      ClassWriter writer = new ClassWriter(reader, 0);
      Set<String> tooLarge = new HashSet<>();
      reader.accept(new Writing(writer, looping, tooLarge), 0);
      if (tooLarge.isEmpty()) {
        try {
          return writer.toByteArray();
        } catch (MethodTooLargeException e) { // by jumps that have become wide
          tooLarge.add(key(e.getMethodName(), e.getDescriptor()));
        }
      }
      if (!looping.removeAll(tooLarge)) {
        throw new IllegalStateException("too large without poll points: " + tooLarge);
      }
    }
    return null;
  }

  private static String key(String name, String descriptor) {
    return name + descriptor;
  }

  /** Finds the methods that loop. */
  private static final class Looking extends ClassVisitor {
    private final Set<String> looping;

    Looking(Set<String> looping) {
      super(Opcodes.ASM9);
      this.looping = looping;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new Jumps(null) {
        @Override
        void jumpsBack() {
          looping.add(key(name, descriptor));
        }
      };
    }
  }

  private static final class Writing extends ClassVisitor {
    private final Set<String> looping;
    private final Set<String> tooLarge;

    Writing(ClassVisitor next, Set<String> looping, Set<String> tooLarge) {
      super(Opcodes.ASM9, next);
      this.looping = looping;
      this.tooLarge = tooLarge;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      String key = key(name, descriptor);
      return next == null || !looping.contains(key)
          ? next
          : new Polling(next, () -> tooLarge.add(key));
    }
  }

  /** Puts a poll point before each jump back. */
  private static final class Polling extends Jumps {
    private final Runnable tooLarge;
    private int polls;

    Polling(MethodVisitor next, Runnable tooLarge) {
      super(next);
      this.tooLarge = tooLarge;
    }

    @Override
    void jumpsBack() {
      visitInvokeDynamicInsn("poll", "()V", BOOTSTRAP);
      polls++;
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      Label end = new Label();
      visitLabel(end);
      int size = end.getOffset();
      if (size > LARGEST || (size > LARGEST_COMPILED && size - polls * POLL <= LARGEST_COMPILED)) {
        tooLarge.run();
      }
      super.visitMaxs(maxStack, maxLocals);
    }
  }

  /** Sees jumps to where the code has been already. */
  private abstract static class Jumps extends MethodVisitor {
    private final Set<Label> passed = Collections.newSetFromMap(new IdentityHashMap<>());

    Jumps(@Nullable MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    /** The next instruction may jump back. */
    abstract void jumpsBack();

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      beforeJump(label);
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
      beforeJump(otherwise, labels);
      super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
      beforeJump(otherwise, labels);
      super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    private void beforeJump(Label first, Label... others) {
      boolean isBack = passed.contains(first);
      for (Label other : others) {
        isBack |= passed.contains(other);
      }
      if (isBack) {
        jumpsBack();
      }
    }
  }
}
