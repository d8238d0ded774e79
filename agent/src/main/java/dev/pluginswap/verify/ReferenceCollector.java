package dev.pluginswap.verify;

import java.util.function.BiConsumer;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Hands out each reference in a class file's code, with its user as {@code com.acme.A.run
 * (A.java:41)}.
 */
final class ReferenceCollector extends ClassVisitor {

  private final BiConsumer<MemberReference, String> consumer;
  private String className = "";
  private String sourceFile = "";

  ReferenceCollector(BiConsumer<MemberReference, String> consumer) {
    super(OpenedClassReader.ASM_API);
    this.consumer = consumer;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    className = name.replace('/', '.');
    if (superName != null) {
      consumer.accept(MemberReference.toClass(superName.replace('/', '.')), className);
    }
    if (interfaces != null) {
      for (String parent : interfaces) {
        consumer.accept(MemberReference.toClass(parent.replace('/', '.')), className);
      }
    }
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    sourceFile = source == null ? "" : source;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new Body(name);
  }

  /** The instructions of one method. */
  private final class Body extends MethodVisitor {

    private final String method;
    private int line;

    Body(String method) {
      super(OpenedClassReader.ASM_API);
      this.method = method;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      line = number;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      member(owner, name, descriptor);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      member(owner, name, descriptor);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      type(Type.getObjectType(type));
    }

    @Override
    public void visitLdcInsn(Object value) {
      constant(value);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      for (Object argument : arguments) {
        constant(argument);
      }
    }

    private void constant(Object value) {
      if (value instanceof Handle handle) {
        member(handle.getOwner(), handle.getName(), handle.getDesc());
      } else if (value instanceof Type type && type.getSort() != Type.METHOD) {
        type(type);
      }
    }

    private void member(String owner, String name, String descriptor) {
      if (!owner.startsWith("[")) { // an array's methods are Object's
        consumer.accept(new MemberReference(owner.replace('/', '.'), name, descriptor), user());
      }
    }

    private void type(Type type) {
      Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
      if (element.getSort() == Type.OBJECT) {
        consumer.accept(MemberReference.toClass(element.getClassName()), user());
      }
    }

    private String user() {
      String place = sourceFile.isEmpty() ? "" : " (%s:%d)".formatted(sourceFile, line);
      return "%s.%s%s".formatted(className, method, place);
    }
  }
}
