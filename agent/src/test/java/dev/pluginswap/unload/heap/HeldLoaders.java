package dev.pluginswap.unload.heap;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A JVM in which class loaders are held by one thing each, and which asks of each who holds it.
 * Prints {@code <case>: <line>} for every line of the answer, and {@code <case>. <outcome>} behind
 * them.
 */
final class HeldLoaders {

  static final List<Object> LISTENERS = new ArrayList<>(List.of("a", "b", "c"));
  static final Map<String, Object> BY_NAME = new ConcurrentHashMap<>();
  static final List<Object> REFERENCES = new ArrayList<>();
  static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
  static final CountDownLatch END = new CountDownLatch(1);
  static Object field = "";
  static volatile boolean ended;

  static final ClassValue<Object> VALUE =
      new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
          return implementation("class-value");
        }
      };

  /** As the product's, by another name. */
  static final class Loader extends ClassLoader {
    Loader(String name, ClassLoader parent) {
      super(name, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals("dev.pluginswap.unload.heap.Greeter")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = HeldLoaders.class.getClassLoader().getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private HeldLoaders() {}

  private static Class<?> type(String name) throws ClassNotFoundException {
    ClassLoader loader = new Loader(name, HeldLoaders.class.getClassLoader());
    return Class.forName("dev.pluginswap.unload.heap.Greeter", false, loader);
  }

  private static Object implementation(String name) {
    try {
      return type(name).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    HeapDump dump =
        new HeapDump(
            new HeapDumpSettings(
                java,
                List.of(args).subList(1, args.length),
                directory,
                Duration.ofMinutes(1),
                1L << 30,
                128,
                10));
    List<String> cases = new ArrayList<>();
    holdAll(cases);
    for (String name : cases) {
      HeapFindings findings = dump.holders(new LoaderMark(Loader.class.getName(), name));
      if (findings instanceof HeapFindings.Held held) {
        held.holders().forEach(line -> System.out.println(name + ": " + line));
      } else if (findings instanceof HeapFindings.Unknown unknown) {
        System.out.println(name + ": " + unknown.problem());
      }
      System.out.println(name + ". " + findings.getClass().getSimpleName());
    }
    END.countDown();
    ended = true;
    System.exit(0);
  }

  private static void holdAll(List<String> cases) throws Exception {
    cases.add("list");
    LISTENERS.add(implementation("list"));
    cases.add("map");
    BY_NAME.put("greeter", implementation("map"));
    cases.add("field");
    field = implementation("field");
    cases.add("array");
    Object array = java.lang.reflect.Array.newInstance(type("array"), 2);
    REFERENCES.add(array);
    cases.add("uninitialised");
    REFERENCES.add(type("uninitialised"));
    cases.add("domain");
    REFERENCES.add(type("domain").getProtectionDomain());
    cases.add("weak");
    REFERENCES.add(new WeakReference<>(implementation("weak")));
    cases.add("soft");
    REFERENCES.add(new SoftReference<>(implementation("soft")));
    cases.add("nothing");
    implementation("nothing");
    cases.add("class-value");
    VALUE.get(Thread.class);

    cases.add("local");
    start("worker-3", entered -> holdInLocal(entered));
    cases.add("thread-local");
    start("worker-4", entered -> holdInThreadLocal(entered));
    cases.add("running");
    start("worker-5", entered -> runPlugin(entered));
    cases.add("monitor");
    start("worker-6", entered -> holdMonitor(entered));
    if (Runtime.version().feature() >= 21) {
      cases.add("virtual");
      CountDownLatch entered = new CountDownLatch(1);
      Runnable body = () -> holdWhenUnmounted(entered);
      Thread thread =
          (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
      thread.setName("virtual-7");
      entered.await();
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    if (Runtime.version().feature() >= 22) {
      cases.add("jni");
      holdByUpcall();
    }
  }

  private interface Body {
    void run(CountDownLatch entered) throws Exception;
  }

  private static void start(String name, Body body) throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run(entered);
              } catch (Exception e) {
                throw new IllegalStateException(name + " does not hold", e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    entered.await();
  }

  private static void holdInLocal(CountDownLatch entered) throws InterruptedException {
    Object implementation = implementation("local");
    try {
      entered.countDown();
      END.await();
    } finally {
      Reference.reachabilityFence(implementation);
    }
  }

  private static void holdInThreadLocal(CountDownLatch entered) throws InterruptedException {
    LOCAL.set(implementation("thread-local"));
    entered.countDown();
    END.await();
  }

  private static void runPlugin(CountDownLatch entered) throws ReflectiveOperationException {
    type("running")
        .getMethod("await", CountDownLatch.class, CountDownLatch.class)
        .invoke(null, entered, END);
  }

  private static void holdMonitor(CountDownLatch entered) throws InterruptedException {
    synchronized (implementation("monitor")) {
      entered.countDown();
      END.await();
    }
  }

  private static void holdWhenUnmounted(CountDownLatch entered) {
    Object implementation = implementation("virtual");
    try {
      entered.countDown();
      while (!ended) {
        LockSupport.park();
      }
    } finally {
      Reference.reachabilityFence(implementation);
    }
  }

  /** By the foreign function interface, which is not in JDK 17. */
  private static void holdByUpcall() throws Exception {
    Class<?> linkerType = Class.forName("java.lang.foreign.Linker");
    Class<?> descriptorType = Class.forName("java.lang.foreign.FunctionDescriptor");
    Class<?> layoutType = Class.forName("[Ljava.lang.foreign.MemoryLayout;");
    Class<?> arenaType = Class.forName("java.lang.foreign.Arena");
    Class<?> optionsType = Class.forName("[Ljava.lang.foreign.Linker$Option;");
    Object linker = linkerType.getMethod("nativeLinker").invoke(null);
    Object layouts = java.lang.reflect.Array.newInstance(layoutType.getComponentType(), 0);
    Object descriptor = descriptorType.getMethod("ofVoid", layoutType).invoke(null, layouts);
    Object arena = arenaType.getMethod("global").invoke(null);
    Object options = java.lang.reflect.Array.newInstance(optionsType.getComponentType(), 0);
    Runnable target = (Runnable) implementation("jni");
    MethodHandle run =
        MethodHandles.lookup()
            .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
            .bindTo(target);
    Method upcallStub =
        linkerType.getMethod(
            "upcallStub", MethodHandle.class, descriptorType, arenaType, optionsType);
    upcallStub.invoke(linker, run, descriptor, arena, options);
  }
}
