package dev.pluginswap.unload;

import java.lang.ref.WeakReference;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A class loader with one class that nobody holds: gone once a collection that unloads classes has
 * run which began after this was made. Young collections take no loader that has defined a class.
 *
 * <p>What else was garbage when this was made goes in that same collection: collectors that mark
 * beside the application keep all that is younger than the marking, this probe included.
 */
final class CollectionProbe {

  private static final String NAME = "probe";

  private final WeakReference<ClassLoader> loader = new WeakReference<>(new Loader());

  /** Whether that collection has run. */
  boolean hasFired() {
    // Not get(): during a marking that would keep the loader for one more round.
    return loader.refersTo(null);
  }

  private static final class Loader extends ClassLoader {
    Loader() {
      super("plugin-swap collection probe", null);
      byte[] code = code();
      defineClass(NAME, code, 0, code.length);
    }

    private static byte[] code() {
      ClassWriter writer = new ClassWriter(0);
      writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
      writer.visitEnd();
      return writer.toByteArray();
    }
  }
}
