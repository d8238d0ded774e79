package dev.pluginswap.verify.link;

/**
 * A symbolic reference to a member (JVMS 5.1).
 *
 * @param owner internal name of the class that is named
 * @param name the member's name
 * @param descriptor the member's descriptor
 * @param isInterface whether the class is said to be an interface
 */
record MemberRef(String owner, String name, String descriptor, boolean isInterface) {

  boolean isMethod() {
    return descriptor.charAt(0) == '(';
  }

  String key() {
    return Member.key(name, descriptor);
  }

  /** As a person writes it. */
  String display() {
    return isMethod() ? Names.method(owner, name, descriptor) : Names.field(owner, name);
  }
}
