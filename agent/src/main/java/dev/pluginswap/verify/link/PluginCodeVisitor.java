package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Reads the code of a class file. For one class file each. */
final class PluginCodeVisitor extends ClassVisitor {

  private final Signature.Cache signatures;
  private final SubtypeSink sink = new SubtypeSink();
  private final Map<String, MethodCode> code = new LinkedHashMap<>();
  private String source = "";
  private String className = "";
  private boolean hasFrames;

  private PluginCodeVisitor(Signature.Cache signatures) {
    super(OpenedClassReader.ASM_API);
    this.signatures = signatures;
  }

  /**
   * Reads it.
   *
   * @throws RuntimeException if the bytes make no sense: how ASM says so
   */
  static PluginCode read(byte[] classFile, Signature.Cache signatures) {
    PluginCodeVisitor visitor = new PluginCodeVisitor(signatures);
    OpenedClassReader.of(classFile).accept(visitor, ClassReader.EXPAND_FRAMES);
    return new PluginCode(visitor.source, visitor.code);
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
