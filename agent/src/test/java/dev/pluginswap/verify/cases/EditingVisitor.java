package dev.pluginswap.verify.cases;

import java.util.List;
import java.util.Locale;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;

/** The verbs of {@link ClassEdit} that change the content of a class file. */
final class EditingVisitor extends ClassVisitor {

  private final String verb;
  private final List<String> arguments;

  EditingVisitor(ClassVisitor next, String verb, List<String> arguments) {
    super(OpenedClassReader.ASM_API, next);
    this.verb = verb;
    this.arguments = arguments;
    if (!List.of(
            "flags", "super", "implements", "nest-host", "drop", "call", "owner", "condy", "switch")
        .contains(verb)) {
      throw new IllegalArgumentException("no edit is called " + verb);
    }
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    super.visit(
        version,
        flags("class", access),
        name,
        null,
        verb.equals("super") ? arguments.get(0) : parent,
        verb.equals("implements") ? arguments.toArray(String[]::new) : interfaces);
    if (verb.equals("nest-host")) {
      super.visitNestHost(arguments.get(0));
    }
  }

  @Override
  public void visitNestHost(String nestHost) {
    if (!verb.equals("nest-host")) {
      super.visitNestHost(nestHost);
    }
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    return super.visitField(flags("field:" + name, access), name, descriptor, signature, value);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    if (verb.equals("drop") && name.equals(arguments.get(0))) {
      return null;
    }
    return new Code(
        super.visitMethod(
            flags("method:" + name, access), name, descriptor, signature, exceptions));
  }

  private int flags(String member, int access) {
    if (!verb.equals("flags") || !arguments.get(0).equals(member)) {
      return access;
    }
    int edited = access;
    for (String flag : arguments.subList(1, arguments.size())) {
      int bit = flag(flag.substring(1));
      edited = flag.startsWith("+") ? edited | bit : edited & ~bit;
    }
    return edited;
  }

  private static int flag(String name) {
    return switch (name) {
      case "public" -> Opcodes.ACC_PUBLIC;
      case "protected" -> Opcodes.ACC_PROTECTED;
      case "private" -> Opcodes.ACC_PRIVATE;
      case "final" -> Opcodes.ACC_FINAL;
      case "static" -> Opcodes.ACC_STATIC;
      case "abstract" -> Opcodes.ACC_ABSTRACT;
      case "synthetic" -> Opcodes.ACC_SYNTHETIC;
      case "bridge" -> Opcodes.ACC_BRIDGE;
      case "varargs" -> Opcodes.ACC_VARARGS;
      default -> throw new IllegalArgumentException("no flag is called " + name);
    };
  }

  private final class Code extends MethodVisitor {

    Code(MethodVisitor next) {
      super(OpenedClassReader.ASM_API, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (verb.equals("call") && arguments.get(0).equals(owner + "." + name)) {
        String kind = arguments.get(1).toUpperCase(Locale.ROOT);
        boolean toInterface = kind.equals("INTERFACE") || arguments.contains("of-interface");
        super.visitMethodInsn(opcodeOf(kind), owner, name, descriptor, toInterface);
      } else if (verb.equals("switch") && arguments.get(0).equals(name)) {
        super.visitInvokeDynamicInsn(name, descriptor, switchBootstrap(), labels());
      } else {
        super.visitMethodInsn(opcode, owner(owner, name), name, descriptor, isInterface);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      super.visitFieldInsn(opcode, owner(owner, name), name, descriptor);
    }

    private String owner(String owner, String name) {
      return verb.equals("owner") && arguments.get(0).equals(name) ? arguments.get(1) : owner;
    }

    @Override
    public void visitLdcInsn(Object value) {
      super.visitLdcInsn(verb.equals("condy") && "@condy".equals(value) ? condy() : value);
    }

    private ConstantDynamic condy() {
      String bootstrap = arguments.get(0);
      int dot = bootstrap.lastIndexOf('.');
      return new ConstantDynamic(
          "constant",
          "Ljava/lang/String;",
          new Handle(
              Opcodes.H_INVOKESTATIC,
              bootstrap.substring(0, dot),
              bootstrap.substring(dot + 1),
              "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
              false));
    }

    private Handle switchBootstrap() {
      return new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/runtime/SwitchBootstraps",
          arguments.get(1),
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
              + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
          false);
    }

    /** {@code 'RED'} is a string, {@code 7} a number, and all else a class. */
    private Object[] labels() {
      return arguments.stream().skip(2).map(Code::label).toArray();
    }

    private static Object label(String text) {
      if (text.startsWith("'")) {
        return text.substring(1, text.length() - 1);
      }
      return Character.isDigit(text.charAt(0)) ? Integer.valueOf(text) : Type.getObjectType(text);
    }

    private static int opcodeOf(String kind) {
      return switch (kind) {
        case "STATIC" -> Opcodes.INVOKESTATIC;
        case "VIRTUAL" -> Opcodes.INVOKEVIRTUAL;
        case "INTERFACE" -> Opcodes.INVOKEINTERFACE;
        case "SPECIAL" -> Opcodes.INVOKESPECIAL;
        default -> throw new IllegalArgumentException("no call is " + kind);
      };
    }
  }
}
