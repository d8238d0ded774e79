package dev.pluginswap.leaks;

import java.util.List;

/** Values in thread locals of threads that live on. */
final class ThreadLocalKinds {

  static final List<LeakKind> ALL =
      List.of(
          inPool(
              "thread-local-of-plugin-object",
              """
              static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
              """,
              "LOCAL.set(this);"),
          inPool(
              "thread-local-of-plugin-class",
              """
              static final ThreadLocal<Class<?>> LOCAL = new ThreadLocal<>();
              """,
              "LOCAL.set(Leak.class);"),
          inPool(
              "thread-local-of-plugin-loader",
              """
              static final ThreadLocal<ClassLoader> LOCAL = new ThreadLocal<>();
              """,
              "LOCAL.set(loader());"),
          inPool(
              "thread-local-of-collection",
              """
              static final ThreadLocal<List<Object>> LOCAL = new ThreadLocal<>();
              """,
              "LOCAL.set(new ArrayList<>(List.of(1, this, 3)));"),
          inPool(
              "thread-local-of-map-with-plugin-value",
              """
              static final ThreadLocal<Map<String, Object>> LOCAL = new ThreadLocal<>();
              """,
              "LOCAL.set(new HashMap<>(Map.of(\"one\", this)));"),
          inPool(
              "thread-local-of-array",
              """
              static final ThreadLocal<Object[]> LOCAL = new ThreadLocal<>();
              """,
              "LOCAL.set(new Object[] {1, this});"),
          inPool(
              "thread-local-of-array-of-plugin-class",
              """
              static final ThreadLocal<Object[]> LOCAL = new ThreadLocal<>();
              """,
              "LOCAL.set(new Leak[2]);"),
          inPool(
              "thread-local-subclass",
              """
              static class Own extends ThreadLocal<Object> { }
              static final Own LOCAL = new Own();
              """,
              "LOCAL.set(List.of(LOCAL));"),
          inPool(
              "thread-local-with-initial",
              """
              static final ThreadLocal<Supplier<Object>> LOCAL =
                  ThreadLocal.withInitial(() -> () -> Leak.class);
              """,
              "LOCAL.get().get();"),
          inPool(
              "thread-local-of-lambda",
              """
              static final ThreadLocal<Runnable> LOCAL = new ThreadLocal<>();
              """,
              "LOCAL.set(() -> System.out.println(generation));"),
          inPool(
              "thread-local-of-exception",
              """
              static class Failure extends RuntimeException { }
              static final ThreadLocal<Exception> LOCAL = new ThreadLocal<>();
              """,
              "LOCAL.set(new IllegalStateException(new Failure()));"),
          inPool(
              "thread-local-of-method",
              """
              static final ThreadLocal<Method> LOCAL = new ThreadLocal<>();
              """,
              """
              try { LOCAL.set(Leak.class.getMethod("loader")); } catch (Exception e) { throw new IllegalStateException(e); }
              """),
          inPool(
              "thread-local-inheritable",
              """
              static final InheritableThreadLocal<Object> LOCAL = new InheritableThreadLocal<>();
              """,
              "LOCAL.set(this);"),
          inPool(
              "thread-local-atomic-reference",
              """
              static final ThreadLocal<AtomicReference<Object>> LOCAL =
                  ThreadLocal.withInitial(AtomicReference::new);
              """,
              "LOCAL.get().set(this);"),
          kind(
              "thread-local-inherited-by-a-thread-of-the-host",
              """
              static final InheritableThreadLocal<Object> LOCAL = new InheritableThreadLocal<>();
              void leak() throws Exception {
                LOCAL.set(this);
                Thread thread = new Thread(Turn.untilOverAtAllCosts());
                thread.setContextClassLoader(null);
                Threads.started(thread);
                LOCAL.remove();
              }
              """),
          inPool("thread-local-of-host", "", "Shelf.LOCAL.set(this);").once(),
          inPool("thread-local-of-host-map-entry", "", "Shelf.CONTEXT.get().put(\"user\", this);")
              .once()
              .held("(?i)thread"),
          inPool(
              "thread-local-two-of-one-thread",
              """
              static final ThreadLocal<Object> ONE = new ThreadLocal<>();
              static final ThreadLocal<Object> TWO = ThreadLocal.withInitial(ArrayList::new);
              """,
              "ONE.set(this); ((List<Object>) TWO.get()).add(this);"),
          kind(
              "thread-local-in-the-scheduler",
              """
              static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
              void leak() throws Exception { Pools.SCHEDULED.submit(() -> LOCAL.set(this)).get(); }
              """),
          kind(
              "thread-local-in-a-timer",
              """
              static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
              void leak() throws Exception {
                CountDownLatch done = new CountDownLatch(1);
                Pools.TIMER.schedule(new TimerTask() {
                  @Override public void run() { LOCAL.set(Leak.this); done.countDown(); }
                }, 0);
                done.await();
              }
              """),
          kind(
                  "thread-local-in-a-virtual-thread",
                  """
                  static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
                  void leak() throws Exception { Threads.inVirtual(() -> LOCAL.set(this)); }
                  """)
              .from(21)
              .held("(?i)thread|local"),
          kind(
                  "scoped-value",
                  """
                  void leak() throws Exception { Threads.inScope(this); }
                  """)
              .from(25)
              .held("(?i)thread|stack|scope|local"),
          inPool(
              "thread-local-that-refers-to-itself",
              """
              static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
              static class Value { final ThreadLocal<Object> back = LOCAL; }
              """,
              "LOCAL.set(new Object[] {new Value(), LOCAL});"),
          inPool(
              "thread-local-not-static",
              """
              final ThreadLocal<Object> local = new ThreadLocal<>();
              """,
              "local.set(this);"));

  private ThreadLocalKinds() {}

  private static LeakKind kind(String id, String members) {
    return LeakKind.of("thread locals", id, members);
  }

  /** Done in the one thread of the host's pool. */
  private static LeakKind inPool(String id, String members, String step) {
    return kind(
        id,
        members
            + """
            void leak() throws Exception { Pools.inPool(() -> { %s }); }
            """
                .formatted(step));
  }
}
