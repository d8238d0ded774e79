package dev.pluginswap.verify.link;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * A method or field that a class declares.
 *
 * @param name its name
 * @param descriptor its descriptor (JVMS 4.3)
 * @param access its access flags (JVMS 4.5, 4.6)
 */
record Member(String name, String descriptor, int access) {

  /** How members of a class are told apart: name and descriptor in one. */
  static String key(String name, String descriptor) {
    return name.concat(descriptor); // in one go, and without the JVM making code for it
  }

  String key() {
    return key(name, descriptor);
  }

  boolean isStatic() {
    return has(Opcodes.ACC_STATIC);
  }

  boolean isAbstract() {
    return has(Opcodes.ACC_ABSTRACT);
  }

  boolean isFinal() {
    return has(Opcodes.ACC_FINAL);
  }

  boolean isPublic() {
    return has(Opcodes.ACC_PUBLIC);
  }

  boolean isProtected() {
    return has(Opcodes.ACC_PROTECTED);
  }

  boolean isPrivate() {
    return has(Opcodes.ACC_PRIVATE);
  }

  boolean isPackagePrivate() {
    return !isPublic() && !isProtected() && !isPrivate();
  }

  boolean isNative() {
    return has(Opcodes.ACC_NATIVE);
  }

  /** Whether a subclass could override it: an instance method that is no constructor. */
  boolean isVirtual() {
    return !isStatic() && !isPrivate() && name.charAt(0) != '<';
  }

  /** As Java spells its access: {@code private}, {@code package-private}, … */
  String accessWord() {
    if (isPublic()) {
      return "public";
    }
    if (isProtected()) {
      return "protected";
    }
    return isPrivate() ? "private" : "package-private";
  }

  private boolean has(int flag) {
    return (access & flag) != 0;
  }
}
