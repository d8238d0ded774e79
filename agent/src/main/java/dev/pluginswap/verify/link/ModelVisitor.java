package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ClassModel} of a class file. For one class file each. */
final class ModelVisitor extends ClassVisitor {

  private final Origin origin;
  private final String where;
  private final Map<String, Member> methods = new HashMap<>();
  private final Map<String, Member> fields = new HashMap<>();
  private final List<String> nestMembers = new ArrayList<>();
  private @Nullable List<String> permitted;
  private @Nullable String nestHost;
  private @Nullable String superName;
  private List<String> interfaces = List.of();
  private String name = "";
  private int version;
  private int access;

  private ModelVisitor(Origin origin, String where) {
    super(OpenedClassReader.ASM_API);
    this.origin = origin;
    this.where = where;
  }

  /**
   * Reads all but code.
   *
   * @throws RuntimeException if the bytes make no sense: how ASM says so
   */
  static ClassModel read(byte[] classFile, Origin origin) {
    return read(OpenedClassReader.of(classFile), origin, "");
  }

  /**
   * Reads all but code.
   *
   * @param where where it is, for a person
   * @throws RuntimeException if the bytes make no sense: how ASM says so
   */
  static ClassModel read(ClassReader classFile, Origin origin, String where) {
    ModelVisitor visitor = new ModelVisitor(origin, where);
    classFile.accept(
            visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return visitor.model();
  }

  @Override
  public void visit(
      int versionOfClass,
      int accessOfClass,
      String nameOfClass,
      @Nullable String signature,
      @Nullable String superNameOfClass,
      String @Nullable [] interfacesOfClass) {
    version = versionOfClass & 0xFFFF; // the minor version is in the upper half
    access = accessOfClass;
    name = nameOfClass;
    superName = superNameOfClass;
    interfaces = interfacesOfClass == null ? List.of() : List.of(interfacesOfClass);
  }

  @Override
  public void visitNestHost(String host) {
    nestHost = host;
  }

  @Override
  public void visitNestMember(String member) {
    nestMembers.add(member);
  }

  @Override
  public void visitPermittedSubclass(String subclass) {
    if (permitted == null) {
      permitted = new ArrayList<>();
    }
    permitted.add(subclass);
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int accessOfField,
      String nameOfField,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    fields.put(
        Member.key(nameOfField, descriptor), new Member(nameOfField, descriptor, accessOfField));
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int accessOfMethod,
      String nameOfMethod,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    methods.put(
        Member.key(nameOfMethod, descriptor), new Member(nameOfMethod, descriptor, accessOfMethod));
    return null;
  }

  /** What was read. */
  ClassModel model() {
    return new ClassModel(
        origin,
        where,
        name,
        version,
        access & ~Opcodes.ACC_DEPRECATED,
        superName,
        interfaces,
        methods,
        fields,
        permitted,
        nestHost,
        nestMembers.isEmpty() ? List.of() : nestMembers);
  }
}
