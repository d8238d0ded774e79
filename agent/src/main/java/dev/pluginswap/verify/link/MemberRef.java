package dev.pluginswap.verify.link;

import org.jspecify.annotations.Nullable;

/**
 * A symbolic reference to a member (JVMS 5.1).
 *
 * @param owner internal name of the class that is named
 * @param name the member's name
 * @param descriptor the member's descriptor
 * @param isInterface whether the class is said to be an interface
 */
record MemberRef(String owner, String name, String descriptor, boolean isInterface) {

  // Written out: what a record has by itself is slow until the JVM is warm, and these are many.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MemberRef ref
        && ref.name.equals(name)
        && ref.owner.equals(owner)
        && ref.descriptor.equals(descriptor)
        && ref.isInterface == isInterface;
  }

  @Override
  public int hashCode() {
    return (owner.hashCode() * 31 + name.hashCode()) * 31 + descriptor.hashCode();
  }

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
