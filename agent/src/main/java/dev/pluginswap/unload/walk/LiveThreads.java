package dev.pluginswap.unload.walk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All live threads: platform threads as the JVM lists them, and from JDK 21 on virtual ones, as far
 * as the JDK keeps track of them in its thread containers ({@code jdk.trackAllThreads}, which is on
 * unless it was switched off).
 */
public final class LiveThreads {

  private static final String CONTAINER = "jdk.internal.vm.ThreadContainer";

  private static final MethodHandle PLATFORM = platformThreads();
  private static final @Nullable MethodHandle ROOT =
      virtual("jdk.internal.vm.ThreadContainers", "root", true);
  private static final @Nullable MethodHandle THREADS = virtual(CONTAINER, "threads", false);
  private static final @Nullable MethodHandle CHILDREN = virtual(CONTAINER, "children", false);

  private LiveThreads() {}

  /** All that are alive now, in no order. */
  public static Collection<Thread> all() {
    Set<Thread> threads = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      threads.addAll(Arrays.asList((Thread[]) PLATFORM.invoke()));
      if (ROOT != null && THREADS != null && CHILDREN != null) {
        addVirtual(ROOT.invoke(), threads, THREADS, CHILDREN);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("threads cannot be listed", e);
    }
    return threads;
  }

  /** Whether it is a virtual thread. */
  public static boolean isVirtual(Thread thread) {
    return thread.getClass().getName().startsWith("java.lang.")
        && thread.getClass().getName().endsWith("VirtualThread");
  }

  private static void addVirtual(
      Object container, Set<Thread> threads, MethodHandle members, MethodHandle children)
      throws Throwable {
    ((Stream<?>) members.invoke(container)).forEach(thread -> threads.add((Thread) thread));
    List<?> below = ((Stream<?>) children.invoke(container)).toList();
    for (Object child : below) {
      addVirtual(child, threads, members, children);
    }
  }

  private static MethodHandle platformThreads() {
    try {
      return Raw.trusted()
          .findStatic(Thread.class, "getThreads", MethodType.methodType(Thread[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no Thread.getThreads()", e);
    }
  }

  private static @Nullable MethodHandle virtual(String type, String name, boolean isStatic) {
    if (Runtime.version().feature() < 21) {
      return null;
    }
    MethodHandles.Lookup lookup = Raw.trusted();
    try {
      Class<?> container = Class.forName(CONTAINER);
      return isStatic
          ? lookup.findStatic(Class.forName(type), name, MethodType.methodType(container))
          : lookup.findVirtual(container, name, MethodType.methodType(Stream.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no %s.%s()".formatted(type, name), e);
    }
  }
}
