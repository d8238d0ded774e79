package dev.pluginswap.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The code of a class that implements a service by calling another object that does. */
abstract class ForwardingCode {

  /** Methods that are never forwarded, whatever the service declares. */
  private static final Set<String> OWN =
      Set.of(
          "equals(Ljava/lang/Object;)Z",
          "hashCode()I",
          "toString()Ljava/lang/String;",
          // Else every handle would be finalizable, and finalize its provider.
          "finalize()V");

  private static final String OBJECT = Type.getInternalName(Object.class);

  final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  final String internalName;
  final Type service;

  /** What the class is about, in its constant {@code TARGET}. */
  private final Type target;

  ForwardingCode(String name, Class<?> service, Class<?> target) {
    this.internalName = name.replace('.', '/');
    this.service = Type.getType(service);
    this.target = Type.getType(target);
  }

  /** The class file, with the methods of the service and a public constructor. */
  final byte[] generate(Class<?> type) {
    out.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        internalName,
        null,
        OBJECT,
        new String[] {service.getInternalName()});
    constructor();
    initializer();
    members();
    for (Method method : methodsOf(type)) {
      forward(method);
    }
    out.visitEnd();
    return out.toByteArray();
  }

  /** Adds to the class's initializer, when {@code TARGET} is set. */
  void initialize(MethodVisitor initializer) {}

  /** Adds methods that are not the service's. */
  void members() {}

  /** Writes one method of the service. */
  abstract void forward(Method method);

  /** One method for each name and descriptor: interfaces inherit the same one on many ways. */
  private static Collection<Method> methodsOf(Class<?> service) {
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
    MethodVisitor code = out.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    end(code);
  }

  private void initializer() {
    constant("TARGET", target);
    MethodVisitor code = out.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    code.visitLdcInsn(Type.getObjectType(internalName));
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        target.getInternalName(),
        "of",
        Type.getMethodDescriptor(target, Type.getType(Class.class)),
        false);
    code.visitFieldInsn(Opcodes.PUTSTATIC, internalName, "TARGET", target.getDescriptor());
    initialize(code);
    code.visitInsn(Opcodes.RETURN);
    end(code);
  }

  final void constant(String name, Type type) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    out.visitField(access, name, type.getDescriptor(), null, null).visitEnd();
  }

  final void loadTarget(MethodVisitor code) {
    code.visitFieldInsn(Opcodes.GETSTATIC, internalName, "TARGET", target.getDescriptor());
  }

  /** Calls a method of the target that takes nothing. */
  final void callTarget(MethodVisitor code, String method, Type result) {
    loadTarget(code);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        target.getInternalName(),
        method,
        Type.getMethodDescriptor(result),
        false);
  }

  /** Begins the public method that implements one of the service. */
  final MethodVisitor implementationOf(Method method) {
    int varargs = method.isVarArgs() ? Opcodes.ACC_VARARGS : 0;
    MethodVisitor code =
        out.visitMethod(
            Opcodes.ACC_PUBLIC | varargs,
            method.getName(),
            Type.getMethodDescriptor(method),
            null,
            Arrays.stream(method.getExceptionTypes())
                .map(Type::getInternalName)
                .toArray(String[]::new));
    code.visitCode();
    return code;
  }

  /** With the object to call on the stack: calls it with this method's arguments. */
  final void callWithArguments(MethodVisitor code, Method method) {
    loadArguments(code, method);
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        service.getInternalName(),
        method.getName(),
        Type.getMethodDescriptor(method),
        true);
  }

  static void loadArguments(MethodVisitor code, Method method) {
    int local = 1;
    for (Type parameter : Type.getArgumentTypes(method)) {
      code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), local);
      local += parameter.getSize();
    }
  }

  static void returnResult(MethodVisitor code, Method method) {
    code.visitInsn(Type.getReturnType(method).getOpcode(Opcodes.IRETURN));
  }

  static void end(MethodVisitor code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** A stack map frame in which the locals are those that the method began with. */
  final void frame(MethodVisitor code, Method method, Object... stack) {
    Object[] locals =
        Stream.concat(
                Stream.of(internalName),
                Arrays.stream(Type.getArgumentTypes(method)).map(ForwardingCode::frameType))
            .toArray();
    code.visitFrame(Opcodes.F_FULL, locals.length, locals, stack.length, stack);
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
