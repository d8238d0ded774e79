package dev.pluginswap.leaks;

import java.util.List;

/** Objects of the JDK that stand for a class, and that the host keeps. */
final class ReflectionKinds {

  static final List<LeakKind> ALL =
      List.of(
          kept("class-object", "Leak.class"),
          kept("class-object-of-array", "Leak[][].class"),
          kept("class-loader-object", "loader()"),
          kept("class-loader-child", "new URLClassLoader(new URL[0], loader())"),
          kept("reflected-method", "Leak.class.getMethod(\"loader\")"),
          kept("reflected-field", "Leak.class.getDeclaredField(\"generation\")"),
          kept("reflected-constructor", "Leak.class.getConstructor()"),
          kept(
              "reflected-parameter",
              "Leak.class.getMethod(\"start\", PluginContext.class).getParameters()[0]"),
          kept(
              "method-handle",
              "MethodHandles.lookup().findVirtual(Leak.class, \"loader\", MethodType.methodType(ClassLoader.class))"),
          kept(
              "method-handle-bound",
              "MethodHandles.lookup().bind(this, \"loader\", MethodType.methodType(ClassLoader.class))"),
          kept("method-handle-lookup", "MethodHandles.lookup()"),
          kept("method-type", "MethodType.methodType(Leak.class)"),
          kept(
              "var-handle",
              "MethodHandles.lookup().findVarHandle(Leak.class, \"generation\", long.class)"),
          kept("protection-domain", "Leak.class.getProtectionDomain()"),
          kept("package-object", "Leak.class.getPackage()"),
          kept("module-object", "Leak.class.getModule()"),
          kept("lambda", "(Runnable) () -> System.out.println(\"none\")"),
          kept("method-reference", "(Supplier<ClassLoader>) this::loader"),
          kept("constant-of-an-enum", "Mode.ONE", "enum Mode { ONE }"),
          kept("set-of-an-enum", "EnumSet.allOf(Mode.class)", "enum Mode { ONE }"),
          kept("set-of-an-enum-that-is-empty", "EnumSet.noneOf(Mode.class)", "enum Mode { ONE }"),
          kept(
              "proxy-with-plugin-handler",
              """
              java.lang.reflect.Proxy.newProxyInstance(Subject.class.getClassLoader(),
                  new Class<?>[] {Subject.class}, (proxy, method, values) -> null)
              """),
          kept(
              "proxy-of-plugin-interface",
              """
              java.lang.reflect.Proxy.newProxyInstance(loader(), new Class<?>[] {Own.class}, null_())
              """,
              """
              interface Own { }
              static InvocationHandler null_() { return MethodHandleProxies.asInterfaceInstance(InvocationHandler.class,
                  MethodHandles.dropArguments(MethodHandles.constant(Object.class, null), 0,
                      Object.class, Method.class, Object[].class)); }
              """),
          kept(
              "throwable-of-plugin", "new Failure()", "static class Failure extends Exception { }"),
          kept(
              "throwable-as-cause",
              "new IllegalStateException(new Failure())",
              "static class Failure extends Exception { }"),
          kept(
              "throwable-as-suppressed",
              "Failure.in(new IllegalStateException())",
              """
              static class Failure extends Exception {
                static Exception in(Exception outer) { outer.addSuppressed(new Failure()); return outer; }
              }
              """),
          kept(
              "throwable-backtrace",
              "new IllegalStateException(\"of the JDK, with frames of ours\")"),
          kept(
              "stack-frames",
              "StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(frames -> frames.toList())"),
          kept("stack-traces-of-all-threads", "Thread.getAllStackTraces()"),
          kept("service-loader", "ServiceLoader.load(Subject.class, loader())"),
          kept(
              "generic-type",
              "Held.class.getGenericInterfaces()[0]",
              "interface Held extends Supplier<Leak> { }"),
          kept("inherited-thread", "new Thread(Turn.untilOver())"),
          kept(
              "url-with-plugin-handler",
              """
              new URL(null, "leak:one", new URLStreamHandler() {
                @Override protected URLConnection openConnection(URL url) { return null; }
              })
              """),
          kept(
              "comparator-in-a-map",
              "new TreeMap<String, String>((a, b) -> a.compareTo(b) + (int) generation)"),
          kept("completed-future", "CompletableFuture.completedFuture(this)"),
          kept(
              "phantom-reference-subclass",
              "new Own()",
              """
              static class Own extends PhantomReference<Object> {
                Own() { super(new Object(), new ReferenceQueue<>()); }
              }
              """),
          kept("iterator", "List.of(this, this).iterator()"),
          kept("stream", "java.util.stream.Stream.of(1).map(one -> loader())"));

  private ReflectionKinds() {}

  /** The host has it in a static list. */
  private static LeakKind kept(String id, String expression) {
    return kept(id, expression, "");
  }

  private static LeakKind kept(String id, String expression, String members) {
    return LeakKind.of(
            "objects of the JDK",
            id,
            members
                + """
                void leak() throws Exception { Shelf.LIST.add(%s); }
                """
                    .formatted(expression))
        .held("host\\.Shelf.*LIST")
        .keptByOthers();
  }
}
