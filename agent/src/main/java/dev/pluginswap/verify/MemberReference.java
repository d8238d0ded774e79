package dev.pluginswap.verify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.Type;

/**
 * A reference of a class file to a class or to a member of one.
 *
 * @param owner binary name of the class that the reference names
 * @param name the member's name; empty for a reference to the class itself
 * @param descriptor the member's descriptor (JVMS 4.3); empty for a class
 */
record MemberReference(String owner, String name, String descriptor)
    implements Comparable<MemberReference> {

  private static final Comparator<MemberReference> ORDER =
      Comparator.comparing(MemberReference::owner)
          .thenComparing(MemberReference::name)
          .thenComparing(MemberReference::descriptor);

  static MemberReference toClass(String owner) {
    return new MemberReference(owner, "", "");
  }

  boolean isClass() {
    return name.isEmpty();
  }

  boolean isMethod() {
    return descriptor.startsWith("(");
  }

  String packageName() {
    int dot = owner.lastIndexOf('.');
    return dot < 0 ? "" : owner.substring(0, dot);
  }

  String verb() {
    return isMethod() ? "calls" : "uses";
  }

  /** As a person writes it: {@code com.acme.api.Clock.now()}. */
  String display() {
    if (isClass()) {
      return owner;
    }
    if (!isMethod()) {
      return owner + "." + name;
    }
    String parameters =
        Arrays.stream(Type.getArgumentTypes(descriptor))
            .map(type -> type.getClassName().substring(type.getClassName().lastIndexOf('.') + 1))
            .collect(Collectors.joining(", ", "(", ")"));
    return name.equals("<init>") ? "new " + owner + parameters : owner + "." + name + parameters;
  }

  @Override
  public int compareTo(MemberReference other) {
    return ORDER.compare(this, other);
  }
}
