package dev.pluginswap.verify.link;

import net.bytebuddy.jar.asm.Opcodes;

/** How a member is used: the instructions and method handle kinds (JVMS table 5.4.3.5-A). */
enum MemberKind {
  GET_FIELD("uses"),
  PUT_FIELD("sets"),
  GET_STATIC("uses"),
  PUT_STATIC("sets"),
  INVOKE_VIRTUAL("calls"),
  INVOKE_SPECIAL("calls"),
  INVOKE_STATIC("calls"),
  INVOKE_INTERFACE("calls"),
  HANDLE_GET_FIELD("uses"),
  HANDLE_PUT_FIELD("sets"),
  HANDLE_GET_STATIC("uses"),
  HANDLE_PUT_STATIC("sets"),
  HANDLE_VIRTUAL("calls"),
  HANDLE_SPECIAL("calls"),
  HANDLE_NEW("calls"),
  HANDLE_STATIC("calls"),
  HANDLE_INTERFACE("calls");

  private final String verb;

  MemberKind(String verb) {
    this.verb = verb;
  }

  static MemberKind ofInstruction(int opcode) {
    return switch (opcode) {
      case Opcodes.GETFIELD -> GET_FIELD;
      case Opcodes.PUTFIELD -> PUT_FIELD;
      case Opcodes.GETSTATIC -> GET_STATIC;
      case Opcodes.PUTSTATIC -> PUT_STATIC;
      case Opcodes.INVOKEVIRTUAL -> INVOKE_VIRTUAL;
      case Opcodes.INVOKESPECIAL -> INVOKE_SPECIAL;
      case Opcodes.INVOKESTATIC -> INVOKE_STATIC;
      case Opcodes.INVOKEINTERFACE -> INVOKE_INTERFACE;
      default -> throw new IllegalArgumentException("opcode " + opcode + " has no member");
    };
  }

  static MemberKind ofHandle(int tag) {
    return switch (tag) {
      case Opcodes.H_GETFIELD -> HANDLE_GET_FIELD;
      case Opcodes.H_PUTFIELD -> HANDLE_PUT_FIELD;
      case Opcodes.H_GETSTATIC -> HANDLE_GET_STATIC;
      case Opcodes.H_PUTSTATIC -> HANDLE_PUT_STATIC;
      case Opcodes.H_INVOKEVIRTUAL -> HANDLE_VIRTUAL;
      case Opcodes.H_INVOKESPECIAL -> HANDLE_SPECIAL;
      case Opcodes.H_NEWINVOKESPECIAL -> HANDLE_NEW;
      case Opcodes.H_INVOKESTATIC -> HANDLE_STATIC;
      case Opcodes.H_INVOKEINTERFACE -> HANDLE_INTERFACE;
      default -> throw new IllegalArgumentException("no method handle has tag " + tag);
    };
  }

  /** Whether the member is meant to be static. */
  boolean wantsStatic() {
    return switch (this) {
      case GET_STATIC,
          PUT_STATIC,
          INVOKE_STATIC,
          HANDLE_GET_STATIC,
          HANDLE_PUT_STATIC,
          HANDLE_STATIC ->
          true;
      default -> false;
    };
  }

  boolean isWrite() {
    return switch (this) {
      case PUT_FIELD, PUT_STATIC, HANDLE_PUT_FIELD, HANDLE_PUT_STATIC -> true;
      default -> false;
    };
  }

  boolean isHandle() {
    return name().startsWith("HANDLE_");
  }

  /** Whether its use initialises the class. */
  boolean initialises() {
    return wantsStatic() || this == HANDLE_NEW;
  }

  String verb() {
    return verb;
  }
}
