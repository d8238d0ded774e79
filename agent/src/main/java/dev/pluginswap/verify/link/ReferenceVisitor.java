package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Notes every class and member that one method names. */
class ReferenceVisitor extends MethodVisitor {

  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

  private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";

  /** The flags of {@link java.lang.invoke.LambdaMetafactory#altMetafactory}. */
  private static final int FLAG_MARKERS = 2;

  private static final int FLAG_BRIDGES = 4;

  private final FlowVisitor flow;
  private final FrameVisitor frames;
  private final List<Use> uses;
  private final Signature.Cache signatures;
  private final String className;

  /** The string constant that the next call may be about; null when there is none. */
  private @Nullable String text;

  /**
   * Notes into a list.
   *
   * @param frames what knows the types on the stack
   */
  ReferenceVisitor(
      FlowVisitor flow,
      FrameVisitor frames,
      List<Use> uses,
      Signature.Cache signatures,
      String className) {
    super(OpenedClassReader.ASM_API, frames);
    this.flow = flow;
    this.frames = frames;
    this.uses = uses;
    this.signatures = signatures;
    this.className = className;
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    if (type != null && !type.equals("java/lang/Throwable")) {
      uses.add(new Use.OfType(Use.OfType.Purpose.CATCH, type, flow.spot()));
    }
    super.visitTryCatchBlock(start, end, handler, type);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    type(opcode == Opcodes.NEW ? Use.OfType.Purpose.NEW : Use.OfType.Purpose.NAMED, type);
    super.visitTypeInsn(opcode, type);
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    type(Use.OfType.Purpose.NAMED, descriptor);
    super.visitMultiANewArrayInsn(descriptor, dimensions);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    MemberKind kind = MemberKind.ofInstruction(opcode);
    int above = 0;
    if (kind == MemberKind.PUT_FIELD) {
      above = descriptor.equals("J") || descriptor.equals("D") ? 2 : 1;
    }
    member(kind, owner, name, descriptor, false, kind.wantsStatic() ? null : receiver(above));
    super.visitFieldInsn(opcode, owner, name, descriptor);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    MemberKind kind = MemberKind.ofInstruction(opcode);
    String receiver = null;
    if (!kind.wantsStatic()) {
      int above = 0;
      for (Object parameter : signatures.of(descriptor).parameters()) {
        above += Signature.isWide(parameter) ? 2 : 1;
      }
      // A new object has the type that its constructor names; 'this' in a constructor has none yet.
      receiver =
          name.equals("<init>")
              ? (frames.receiver(above) == Opcodes.UNINITIALIZED_THIS ? null : owner)
              : receiver(above);
    }
    if (owner.charAt(0) == '[') {
      type(Use.OfType.Purpose.NAMED, owner); // its methods are those of Object
    } else {
      member(kind, owner, name, descriptor, isInterface, receiver);
      named(owner, name, descriptor);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  /** Names that are looked up at run time, where the name is a constant. */
  private void named(String owner, String name, String descriptor) {
    if ((owner.equals("java/lang/invoke/MethodHandle")
            || owner.equals("java/lang/invoke/VarHandle"))
        && !descriptor.startsWith("([Ljava/lang/Object;)")) {
      signature(descriptor);
    }
    if (text != null && descriptor.contains("Ljava/lang/String;")) {
      if (name.equals("loadLibrary")
          && (owner.equals("java/lang/System") || owner.equals("java/lang/Runtime"))) {
        uses.add(new Use.OfName(Use.OfName.Kind.LIBRARY, text, flow.spot()));
      } else if ((name.equals("forName") && owner.equals("java/lang/Class"))
          || name.equals("loadClass")) {
        uses.add(new Use.OfName(Use.OfName.Kind.CLASS, text, flow.spot()));
      }
      text = null;
    }
  }

  @Override
  public void visitLdcInsn(Object value) {
    if (value instanceof String string) {
      text = string;
      if (string.length() < 200 && Names.isLikeAClass(string)) {
        uses.add(new Use.OfName(Use.OfName.Kind.TEXT, string, flow.spot()));
      }
    } else {
      constant(value);
    }
    super.visitLdcInsn(value);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    dynamic(descriptor, bootstrap, arguments);
    if (bootstrap.getOwner().equals(LAMBDAS) && arguments.length >= 3) {
      lambda(name, descriptor, arguments);
    } else if (bootstrap.getOwner().equals(SWITCHES)) {
      Type[] given = Type.getArgumentTypes(descriptor);
      if (given.length > 0) {
        boolean isOfEnum = bootstrap.getName().equals("enumSwitch");
        uses.add(new Use.OfSwitch(given[0].getDescriptor(), isOfEnum, flow.spot()));
      }
    }
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
  }

  private void dynamic(String descriptor, Handle bootstrap, Object... arguments) {
    constant(bootstrap);
    for (Object argument : arguments) {
      constant(argument);
    }
    signature(descriptor);
  }

  private void lambda(String name, String descriptor, Object[] arguments) {
    List<String> descriptors = new ArrayList<>(List.of(((Type) arguments[0]).getDescriptor()));
    List<String> markers = new ArrayList<>();
    int next = 4;
    int flags = arguments.length > 3 && arguments[3] instanceof Integer given ? given : 0;
    if ((flags & FLAG_MARKERS) != 0) {
      int count = (Integer) arguments[next++];
      for (int i = 0; i < count; i++) {
        markers.add(((Type) arguments[next++]).getInternalName());
      }
    }
    if ((flags & FLAG_BRIDGES) != 0) {
      int count = (Integer) arguments[next++];
      for (int i = 0; i < count; i++) {
        descriptors.add(((Type) arguments[next++]).getDescriptor());
      }
    }
    String type = Type.getReturnType(descriptor).getInternalName();
    uses.add(new Use.OfLambda(type, name, descriptors, markers, flow.spot()));
  }

  private void constant(Object value) {
    if (value instanceof Handle handle) {
      MemberKind kind = MemberKind.ofHandle(handle.getTag());
      if (handle.getOwner().charAt(0) == '[') {
        type(Use.OfType.Purpose.NAMED, handle.getOwner());
      } else {
        member(
            kind,
            handle.getOwner(),
            handle.getName(),
            handle.getDesc(),
            handle.isInterface(),
            null);
        described(handle.getDesc());
      }
    } else if (value instanceof Type type) {
      if (type.getSort() == Type.METHOD) {
        signature(type.getDescriptor());
      } else {
        element(Use.OfType.Purpose.NAMED, type);
      }
    } else if (value instanceof ConstantDynamic dynamic) {
      Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = dynamic.getBootstrapMethodArgument(i);
      }
      constant(dynamic.getBootstrapMethod());
      for (Object argument : arguments) {
        constant(argument);
      }
      element(Use.OfType.Purpose.SIGNATURE, Type.getType(dynamic.getDescriptor()));
    }
  }

  /** A method handle has a type, which names real classes (JVMS 5.4.3.5). */
  private void described(String descriptor) {
    if (descriptor.charAt(0) == '(') {
      signature(descriptor);
    } else {
      element(Use.OfType.Purpose.SIGNATURE, Type.getType(descriptor));
    }
  }

  private void signature(String descriptor) {
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      element(Use.OfType.Purpose.SIGNATURE, parameter);
    }
    element(Use.OfType.Purpose.SIGNATURE, Type.getReturnType(descriptor));
  }

  private void element(Use.OfType.Purpose kind, Type type) {
    String name = Names.elementOf(type);
    if (name != null) {
      type(kind, name);
    }
  }

  private void type(Use.OfType.Purpose kind, String nameOrArray) {
    String name = Names.element(nameOrArray);
    if (name != null && !name.equals(className)) {
      uses.add(new Use.OfType(kind, name, flow.spot()));
    }
  }

  private void member(
      MemberKind kind,
      String owner,
      String name,
      String descriptor,
      boolean isInterface,
      @Nullable String receiver) {
    MemberRef ref = new MemberRef(owner, name, descriptor, isInterface);
    uses.add(new Use.OfMember(kind, ref, receiver, flow.spot()));
  }

  private @Nullable String receiver(int slotsAbove) {
    Object type = frames.receiver(slotsAbove);
    return type instanceof String name && !name.equals(className) ? name : null;
  }
}
