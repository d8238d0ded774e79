package host;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;

/** Has the JVM hold a method handle by a global JNI reference: a stub that native code may call. */
public final class Natives {

  private Natives() {}

  /** Makes a stub that lives for ever of a handle without arguments and result; from JDK 22 on. */
  public static void upcall(MethodHandle handle) throws Exception {
    Class<?> linker = Class.forName("java.lang.foreign.Linker");
    Class<?> function = Class.forName("java.lang.foreign.FunctionDescriptor");
    Class<?> arena = Class.forName("java.lang.foreign.Arena");
    Class<?> layouts = Class.forName("[Ljava.lang.foreign.MemoryLayout;");
    Class<?> options = Class.forName("[Ljava.lang.foreign.Linker$Option;");
    Object none = Array.newInstance(layouts.getComponentType(), 0);
    linker
        .getMethod("upcallStub", MethodHandle.class, function, arena, options)
        .invoke(
            linker.getMethod("nativeLinker").invoke(null),
            handle,
            function.getMethod("ofVoid", layouts).invoke(null, none),
            arena.getMethod("global").invoke(null),
            Array.newInstance(options.getComponentType(), 0));
  }
}
