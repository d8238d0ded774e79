package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Makes a {@link PluginClass} of a class file, in one pass. For one class file each. */
final class PluginClassVisitor extends ModelVisitor {

  private final Signature.Cache signatures;
  private final SubtypeSink sink = new SubtypeSink();
  private final Map<String, MethodCode> code = new LinkedHashMap<>();
  private String source = "";
  private String className = "";
  private boolean hasFrames;

  private PluginClassVisitor(String where, Signature.Cache signatures) {
    super(Origin.PLUGIN, where);
    this.signatures = signatures;
  }

  /**
   * Reads a class file.
   *
   * @param where where it is, for a person
   * @throws RuntimeException if the bytes make no sense: how ASM says so
   */
  static PluginClass read(byte[] classFile, String where, Signature.Cache signatures) {
    PluginClassVisitor visitor = new PluginClassVisitor(where, signatures);
    OpenedClassReader.of(classFile).accept(visitor, ClassReader.EXPAND_FRAMES);
    return new PluginClass(visitor.model(), visitor.source, visitor.code);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    className = name;
    hasFrames = (version & 0xFFFF) >= FrameVisitor.FIRST_VERSION;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public void visitSource(@Nullable String file, @Nullable String debug) {
    source = file == null ? "" : file;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    super.visitMethod(access, name, descriptor, signature, exceptions);
    Member method = new Member(name, descriptor, access);
    List<Use> uses = new ArrayList<>();
    FlowVisitor flow = new FlowVisitor();
    FrameVisitor frames =
        new FrameVisitor(flow, sink, hasFrames, uses, signatures, className, method);
    return new ReferenceVisitor(flow, frames, uses, signatures, className) {
      @Override
      public void visitEnd() {
        code.put(
            Member.key(name, descriptor),
            new MethodCode(method, List.copyOf(uses), Handlers.ranges(flow)));
      }
    };
  }
}
