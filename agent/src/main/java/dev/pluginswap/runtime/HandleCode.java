package dev.pluginswap.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes the code of a handle class. Each method of the service is
 *
 * <pre>{@code
 * Object entry = target.enter();
 * try {
 *   return ((Service) HandleTarget.provider(entry)).method(arguments);
 * } finally {
 *   HandleTarget.exit(entry);
 * }
 * }</pre>
 *
 * <p>and what the provider throws comes through as it is, checked or not.
 */
final class HandleCode {

  private static final Type TARGET = Type.getType(HandleTarget.class);
  private static final Type OBJECT = Type.getType(Object.class);

  /** Methods that the handle answers itself, whatever the service declares. */
  private static final Set<String> OWN =
      Set.of(
          "equals(Ljava/lang/Object;)Z",
          "hashCode()I",
          "toString()Ljava/lang/String;",
          // Else every handle would be finalizable, and finalize its provider.
          "finalize()V");

  private final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final String internalName;
  private final Type service;

  private HandleCode(String name, Class<?> service) {
    this.internalName = name.replace('.', '/');
    this.service = Type.getType(service);
  }

  /** The class file of a handle class. */
  static byte[] generate(String name, Class<?> service) {
    HandleCode code = new HandleCode(name, service);
    code.out.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        code.internalName,
        null,
        OBJECT.getInternalName(),
        new String[] {code.service.getInternalName()});
    code.constructor();
    code.ownToString();
    for (Method method : methodsOf(service)) {
      code.forward(method);
    }
    code.out.visitEnd();
    return code.out.toByteArray();
  }

  /** One method for each name and descriptor: interfaces inherit the same one on many ways. */
  private static Iterable<Method> methodsOf(Class<?> service) {
    Map<String, Method> methods = new LinkedHashMap<>();
    for (Method method : service.getMethods()) {
      String signature = method.getName() + Type.getMethodDescriptor(method);
      if (!Modifier.isStatic(method.getModifiers()) && !OWN.contains(signature)) {
        methods.putIfAbsent(signature, method);
      }
    }
    return methods.values();
  }

  private void constructor() {
    out.visitField(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "target", TARGET.getDescriptor(), null, null)
        .visitEnd();
    String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, TARGET);
    MethodVisitor code = out.visitMethod(Opcodes.ACC_PUBLIC, "<init>", descriptor, null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT.getInternalName(), "<init>", "()V", false);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitFieldInsn(Opcodes.PUTFIELD, internalName, "target", TARGET.getDescriptor());
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void ownToString() {
    MethodVisitor code =
        out.visitMethod(Opcodes.ACC_PUBLIC, "toString", "()Ljava/lang/String;", null, null);
    code.visitCode();
    loadTarget(code);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, TARGET.getInternalName(), "toString", "()Ljava/lang/String;", false);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void forward(Method method) {
    Type[] parameters = Type.getArgumentTypes(method);
    Type result = Type.getReturnType(method);
    String descriptor = Type.getMethodDescriptor(method);
    int varargs = method.isVarArgs() ? Opcodes.ACC_VARARGS : 0;
    MethodVisitor code =
        out.visitMethod(
            Opcodes.ACC_PUBLIC | varargs,
            method.getName(),
            descriptor,
            null,
            Arrays.stream(method.getExceptionTypes())
                .map(Type::getInternalName)
                .toArray(String[]::new));
    int entry = 1 + Arrays.stream(parameters).mapToInt(Type::getSize).sum();
    Label begin = new Label();
    Label end = new Label();
    Label thrown = new Label();
    code.visitCode();
    code.visitTryCatchBlock(begin, end, thrown, null);

    loadTarget(code);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        TARGET.getInternalName(),
        "enter",
        Type.getMethodDescriptor(OBJECT),
        false);
    code.visitVarInsn(Opcodes.ASTORE, entry);

    code.visitLabel(begin);
    code.visitVarInsn(Opcodes.ALOAD, entry);
    callTarget(code, "provider", OBJECT);
    code.visitTypeInsn(Opcodes.CHECKCAST, service.getInternalName());
    int local = 1;
    for (Type parameter : parameters) {
      code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), local);
      local += parameter.getSize();
    }
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, service.getInternalName(), method.getName(), descriptor, true);
    code.visitLabel(end);
    exit(code, entry);
    code.visitInsn(result.getOpcode(Opcodes.IRETURN));

    code.visitLabel(thrown);
    Object[] locals =
        Stream.of(
                Stream.of(internalName),
                Arrays.stream(parameters).map(HandleCode::frameType),
                Stream.of(OBJECT.getInternalName()))
            .flatMap(types -> types)
            .toArray();
    code.visitFrame(Opcodes.F_FULL, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
    exit(code, entry);
    code.visitInsn(Opcodes.ATHROW);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void loadTarget(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, internalName, "target", TARGET.getDescriptor());
  }

  private static void exit(MethodVisitor code, int entry) {
    code.visitVarInsn(Opcodes.ALOAD, entry);
    callTarget(code, "exit", Type.VOID_TYPE);
  }

  private static void callTarget(MethodVisitor code, String method, Type result) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        TARGET.getInternalName(),
        method,
        Type.getMethodDescriptor(result, OBJECT),
        false);
  }

  /** A parameter's type as a stack map frame names it. */
  private static Object frameType(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      default -> type.getInternalName();
    };
  }
}
