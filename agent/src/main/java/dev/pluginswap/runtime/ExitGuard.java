package dev.pluginswap.runtime;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the hooks of plugins from ending the JVM: {@code System.exit} and {@code Runtime.halt}
 * throw a {@link SecurityException} on the threads that run them, so that a plugin that calls them
 * is a failed swap and not an outage. Everybody else may end the JVM as before, also a plugin in a
 * call or on a thread of its own.
 */
public final class ExitGuard {
  private static final Logger log = LoggerFactory.getLogger(ExitGuard.class);

  private static final String RUNTIME = "java/lang/Runtime";
  private static final Set<String> GUARDED = Set.of("exit", "halt");

  private ExitGuard() {}

  /**
   * Puts the guard in place, for the rest of this JVM's life. Where the JVM does not allow that, a
   * warning is logged.
   */
  public static void install(Instrumentation instrumentation) {
    ClassFileTransformer transformer = new Transformer();
    instrumentation.addTransformer(transformer, true);
    try {
      instrumentation.retransformClasses(Runtime.class);
    } catch (Exception | LinkageError e) {
      log.warn("a plugin's hooks can end this JVM: java.lang.Runtime cannot be changed", e);
    } finally {
      // While it is there, the JVM shows it the bytes of every class that is loaded. The price: an
      // agent that changes java.lang.Runtime later starts from the original.
      instrumentation.removeTransformer(transformer);
    }
  }

  /** Nothing of the agent can be named in there: the bootstrap loader does not see it. */
  private static final class Transformer implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        ProtectionDomain domain,
        byte[] original) {
      if (!RUNTIME.equals(name)) {
        return null;
      }
      ClassReader reader = new ClassReader(original);
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(new Guarding(writer), 0);
      return writer.toByteArray();
    }
  }

  private static final class Guarding extends ClassVisitor {
    Guarding(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return next != null && GUARDED.contains(name) && descriptor.equals("(I)V")
          ? new Prologue(next, name)
          : next;
    }
  }

  /**
   * Begins the method with
   *
   * <pre>{@code
   * if (Thread.currentThread().getClass().getName().equals("…HookThread")) {
   *   throw new SecurityException("…");
   * }
   * }</pre>
   */
  private static final class Prologue extends MethodVisitor {
    private static final String SECURITY_EXCEPTION = "java/lang/SecurityException";
    private final String method;

    Prologue(MethodVisitor next, String method) {
      super(Opcodes.ASM9, next);
      this.method = method;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      Label goOn = new Label();
      visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
      call("java/lang/Object", "getClass", "()Ljava/lang/Class;");
      call("java/lang/Class", "getName", "()Ljava/lang/String;");
      visitLdcInsn(HookThread.class.getName());
      call("java/lang/String", "equals", "(Ljava/lang/Object;)Z");
      visitJumpInsn(Opcodes.IFEQ, goOn);
      visitTypeInsn(Opcodes.NEW, SECURITY_EXCEPTION);
      visitInsn(Opcodes.DUP);
      visitLdcInsn(
          "Runtime."
              + method
              + " was called by a hook of a plugin, and refused: it would have ended the whole JVM");
      visitMethodInsn(
          Opcodes.INVOKESPECIAL, SECURITY_EXCEPTION, "<init>", "(Ljava/lang/String;)V", false);
      visitInsn(Opcodes.ATHROW);
      visitLabel(goOn);
      visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    private void call(String owner, String name, String descriptor) {
      visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
    }
  }
}
