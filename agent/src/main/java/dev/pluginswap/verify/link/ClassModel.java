package dev.pluginswap.verify.link;

import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * What linkage needs to know of one class; not its code. Immutable. All class names are internal
 * ones, {@code java/lang/String}. Two models are one class only if they are one object.
 */
final class ClassModel {

  private final Origin origin;
  private final String where;
  private final String name;
  private final int version;
  private final int access;
  private final @Nullable String superName;
  private final List<String> interfaces;
  private final Members methods;
  private final Members fields;
  private final @Nullable List<String> permitted;
  private final @Nullable String nestHost;
  private final List<String> nestMembers;
  private final String jar;
  private final String packageName;

  ClassModel(
      Origin origin,
      String where,
      String name,
      int version,
      int access,
      @Nullable String superName,
      List<String> interfaces,
      Members methods,
      Members fields,
      @Nullable List<String> permitted,
      @Nullable String nestHost,
      List<String> nestMembers) {
    this.origin = origin;
    this.where = where;
    this.name = name;
    this.version = version;
    this.access = access;
    this.superName = superName;
    this.interfaces = interfaces;
    this.methods = methods;
    this.fields = fields;
    this.permitted = permitted;
    this.nestHost = nestHost;
    this.nestMembers = nestMembers;
    int end = where.indexOf('!') < 0 ? where.indexOf('/') : where.indexOf('!');
    this.jar = end < 0 ? origin.loader() : where.substring(0, end);
    this.packageName = Names.packageOf(name);
  }

  /** The loader that defines it. */
  Origin origin() {
    return origin;
  }

  /** The file it was read from, for a person; empty for the JDK's and the workspace's. */
  String where() {
    return where;
  }

  /** What tells the jar, directory or loader that it comes from apart from others. */
  String jar() {
    return jar;
  }

  /** Its name. */
  String name() {
    return name;
  }

  /** The major version of its class file. */
  int version() {
    return version;
  }

  /** Its access flags (JVMS 4.1). */
  int access() {
    return access;
  }

  /** Its superclass; null for {@code java/lang/Object} and modules. */
  @Nullable String superName() {
    return superName;
  }

  /** Its direct superinterfaces. */
  List<String> interfaces() {
    return interfaces;
  }

  /** The methods that it declares. */
  Members methods() {
    return methods;
  }

  /** The fields that it declares. */
  Members fields() {
    return fields;
  }

  /** The direct subclasses that it permits; null when it is not sealed. */
  @Nullable List<String> permitted() {
    return permitted;
  }

  /** The class it says it is nested in; null when it says none. */
  @Nullable String nestHost() {
    return nestHost;
  }

  /** The classes that it says are nested in it. */
  List<String> nestMembers() {
    return nestMembers;
  }

  boolean isInterface() {
    return has(Opcodes.ACC_INTERFACE);
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

  /** In internal form; empty for the unnamed package. */
  String packageName() {
    return packageName;
  }

  boolean samePackage(ClassModel other) {
    return origin.equals(other.origin) && packageName().equals(other.packageName());
  }

  @Nullable Member method(String name, String descriptor) {
    return methods.get(name, descriptor);
  }

  /** The method that this one would override or implement if it stood below; null for none. */
  @Nullable Member method(Member like) {
    return methods.get(like.name(), like.descriptor());
  }

  private boolean has(int flag) {
    return (access & flag) != 0;
  }

  @Override
  public String toString() {
    return name + " of " + origin.loader();
  }
}
