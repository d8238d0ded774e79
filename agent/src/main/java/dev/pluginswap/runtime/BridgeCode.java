package dev.pluginswap.runtime;

import java.lang.reflect.Method;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes the code of a bridge's class: what a handle calls, and what shows in the stack of every
 * thread that is inside a generation. Each method of the service is
 *
 * <pre>{@code
 * if (Thread.currentThread().isVirtual()) {
 *   return counted(arguments);
 * }
 * try {
 *   return PROVIDER.method(arguments);
 * } catch (Throwable thrown) {
 *   TARGET.thrown(thrown);
 *   throw thrown;
 * }
 * }</pre>
 *
 * <p>without the question where there are no virtual threads; and counted, whose stacks cannot be
 * seen from outside, is
 *
 * <pre>{@code
 * if (!TARGET.enter()) {
 *   return HANDLE.method(arguments);
 * }
 * try {
 *   return PROVIDER.method(arguments);
 * } catch (Throwable thrown) {
 *   TARGET.thrown(thrown);
 *   throw thrown;
 * } finally {
 *   TARGET.exit();
 * }
 * }</pre>
 *
 * <p>What the provider throws comes through as it is, checked or not.
 */
final class BridgeCode extends ForwardingCode {

  /** In front of the names of the methods for virtual threads; no compiler makes such names. */
  private static final String COUNTED = "counted ";

  private static final Type TARGET = Type.getType(BridgeTarget.class);

  private final boolean virtualThreads;

  private BridgeCode(String name, Class<?> service, boolean virtualThreads) {
    super(name, service, BridgeTarget.class);
    this.virtualThreads = virtualThreads;
  }

  /**
   * The class file of a bridge's class.
   *
   * @param virtualThreads whether this JVM has them
   */
  static byte[] generate(String name, Class<?> service, boolean virtualThreads) {
    return new BridgeCode(name, service, virtualThreads).generate(service);
  }

  /** Whether a method of a bridge is called by another one, for the same call of a handle. */
  static boolean isSecondOfACall(String method) {
    return method.startsWith(COUNTED);
  }

  @Override
  void initialize(MethodVisitor initializer) {
    takeOver(initializer, "provider", "PROVIDER");
    takeOver(initializer, "handle", "HANDLE");
  }

  private void takeOver(MethodVisitor code, String method, String field) {
    constant(field, service);
    callTarget(code, method, Type.getType(Object.class));
    code.visitTypeInsn(Opcodes.CHECKCAST, service.getInternalName());
    code.visitFieldInsn(Opcodes.PUTSTATIC, internalName, field, service.getDescriptor());
  }

  @Override
  void forward(Method method) {
    MethodVisitor code = implementationOf(method);
    if (virtualThreads) {
      Label straight = new Label();
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Thread", "isVirtual", "()Z", false);
      code.visitJumpInsn(Opcodes.IFEQ, straight);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      loadArguments(code, method);
      code.visitMethodInsn(
          Opcodes.INVOKESPECIAL,
          internalName,
          COUNTED + method.getName(),
          Type.getMethodDescriptor(method),
          false);
      returnResult(code, method);
      code.visitLabel(straight);
      frame(code, method);
    }
    Label call = new Label();
    Label returned = new Label();
    Label thrown = new Label();
    code.visitTryCatchBlock(call, returned, thrown, "java/lang/Throwable");
    code.visitLabel(call);
    callConstant(code, "PROVIDER", method);
    code.visitLabel(returned);
    returnResult(code, method);
    code.visitLabel(thrown);
    frame(code, method, "java/lang/Throwable");
    tellAndThrow(code);
    end(code);
    if (virtualThreads) {
      counted(method);
    }
  }

  /** With what was thrown on the stack. */
  private void tellAndThrow(MethodVisitor code) {
    code.visitInsn(Opcodes.DUP);
    loadTarget(code);
    code.visitInsn(Opcodes.SWAP);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        TARGET.getInternalName(),
        "thrown",
        Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(Throwable.class)),
        false);
    code.visitInsn(Opcodes.ATHROW);
  }

  private void counted(Method method) {
    MethodVisitor code =
        out.visitMethod(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC,
            COUNTED + method.getName(),
            Type.getMethodDescriptor(method),
            null,
            null);
    Label inside = new Label();
    Label returned = new Label();
    Label thrown = new Label();
    code.visitCode();
    code.visitTryCatchBlock(inside, returned, thrown, null);
    callTarget(code, "enter", Type.BOOLEAN_TYPE);
    code.visitJumpInsn(Opcodes.IFNE, inside);
    callConstant(code, "HANDLE", method);
    returnResult(code, method);

    code.visitLabel(inside);
    frame(code, method);
    callConstant(code, "PROVIDER", method);
    code.visitLabel(returned);
    callTarget(code, "exit", Type.VOID_TYPE);
    returnResult(code, method);

    code.visitLabel(thrown);
    frame(code, method, "java/lang/Throwable");
    callTarget(code, "exit", Type.VOID_TYPE);
    tellAndThrow(code);
    end(code);
  }

  private void callConstant(MethodVisitor code, String field, Method method) {
    code.visitFieldInsn(Opcodes.GETSTATIC, internalName, field, service.getDescriptor());
    callWithArguments(code, method);
  }
}
