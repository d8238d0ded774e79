package dev.pluginswap.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes the code of a handle's class. Each method of the service is
 *
 * <pre>{@code
 * while (true) {
 *   Service bridge = invokedynamic current();
 *   if (bridge == null) {
 *     bridge = (Service) TARGET.await();
 *   }
 *   if (bridge != null) {
 *     return bridge.method(arguments);
 *   }
 * }
 * }</pre>
 *
 * <p>To the compiler the bridge is a constant, until the call site is given another one. Nothing
 * that is called in between may call the service: {@link CallFrames} takes a thread that is in such
 * a method, and in none that it has called, to be on its way into a bridge.
 */
final class HandleCode extends ForwardingCode {

  private static final Type TARGET = Type.getType(HandleTarget.class);

  private static final Handle BOOTSTRAP =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          TARGET.getInternalName(),
          "site",
          Type.getMethodDescriptor(
              Type.getType(CallSite.class),
              Type.getType(MethodHandles.Lookup.class),
              Type.getType(String.class),
              Type.getType(MethodType.class)),
          false);

  /**
   * More bytes of code than HotSpot inlines: its {@code FreqInlineSize} is 325, of the methods that
   * are called most. There is no other way to ask for this outside of the JDK.
   */
  private static final int NEVER_INLINED = 340;

  private final Dispatch dispatch;

  private HandleCode(String name, Class<?> service, Dispatch dispatch) {
    super(name, service, HandleTarget.class);
    this.dispatch = dispatch;
  }

  /** The class file of a handle's class. */
  static byte[] generate(String name, Class<?> service, Dispatch dispatch) {
    return new HandleCode(name, service, dispatch).generate(service);
  }

  @Override
  void members() {
    ownToString();
  }

  private void ownToString() {
    MethodVisitor code =
        out.visitMethod(Opcodes.ACC_PUBLIC, "toString", "()Ljava/lang/String;", null, null);
    code.visitCode();
    callTarget(code, "toString", Type.getType(String.class));
    code.visitInsn(Opcodes.ARETURN);
    end(code);
  }

  @Override
  void forward(Method method) {
    MethodVisitor code = implementationOf(method);
    if (dispatch == Dispatch.OUTLINE) {
      fatten(code, method);
    }
    Label look = new Label();
    Label call = new Label();
    code.visitLabel(look);
    frame(code, method);
    code.visitInvokeDynamicInsn("current", Type.getMethodDescriptor(service), BOOTSTRAP);
    code.visitInsn(Opcodes.DUP);
    code.visitJumpInsn(Opcodes.IFNONNULL, call);
    code.visitInsn(Opcodes.POP);
    callTarget(code, "await", Type.getType(Object.class));
    code.visitTypeInsn(Opcodes.CHECKCAST, service.getInternalName());
    code.visitInsn(Opcodes.DUP);
    code.visitJumpInsn(Opcodes.IFNONNULL, call);
    code.visitInsn(Opcodes.POP);
    code.visitJumpInsn(Opcodes.GOTO, look);

    code.visitLabel(call);
    frame(code, method, service.getInternalName());
    callWithArguments(code, method);
    returnResult(code, method);
    end(code);
  }

  /** Bytes that are jumped over. */
  private void fatten(MethodVisitor code, Method method) {
    Label over = new Label();
    code.visitInsn(Opcodes.ICONST_0);
    code.visitJumpInsn(Opcodes.IFEQ, over);
    for (int i = 0; i < NEVER_INLINED; i++) {
      code.visitInsn(Opcodes.NOP);
    }
    code.visitLabel(over);
    frame(code, method);
    code.visitInsn(Opcodes.NOP); // no two stack map frames at one place
  }
}
