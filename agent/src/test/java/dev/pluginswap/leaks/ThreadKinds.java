package dev.pluginswap.leaks;

import java.util.List;

/** Threads that run, and context class loaders and access-control contexts of threads. */
final class ThreadKinds {

  /** A thread of the plugin that no interrupt ends. */
  private static final String RUNNING = "(?i)thread|stack|local";

  static final List<LeakKind> ALL =
      List.of(
          kind(
              "context-loader-of-own-thread",
              """
              void leak() throws Exception { Threads.start(Turn.untilOverAtAllCosts()); }
              """),
          kind(
                  "context-loader-of-pool-thread",
                  """
              void leak() throws Exception {
                Pools.inPool(() -> Thread.currentThread().setContextClassLoader(loader()));
              }
              """)
              .once(),
          kind(
              "context-loader-of-thread-a-pool-made",
              """
              void leak() throws Exception { Pools.fresh().submit(() -> 1).get(); }
              """),
          kind(
              "context-loader-of-timer-thread",
              """
              void leak() throws Exception { Shelf.LIST.add(new java.util.Timer(true)); }
              """),
          kind(
              "context-loader-of-cleaner-thread",
              """
              static Cleaner cleaner;
              void leak() throws Exception { cleaner = Cleaner.create(Thread::new); }
              """),
          kind(
              "context-loader-child-of-plugin",
              """
              void leak() throws Exception {
                Thread thread = new Thread(Turn.untilOverAtAllCosts());
                thread.setContextClassLoader(new URLClassLoader(new URL[0], loader()));
                Threads.started(thread);
              }
              """),
          kind(
                  "context-loader-of-scheduler",
                  """
              void leak() throws Exception {
                Pools.SCHEDULED.submit(
                    () -> Thread.currentThread().setContextClassLoader(loader())).get();
              }
              """)
              .once(),
          kind(
                  "context-loader-of-timer-of-the-host",
                  """
              void leak() throws Exception {
                CountDownLatch done = new CountDownLatch(1);
                Pools.TIMER.schedule(new TimerTask() {
                  @Override public void run() {
                    Thread.currentThread().setContextClassLoader(loader());
                    done.countDown();
                  }
                }, 0);
                done.await();
              }
              """)
              .once(),
          kind(
                  "context-loader-of-virtual-thread",
                  """
              void leak() throws Exception { Threads.startVirtual(Turn.untilOverAtAllCosts()); }
              """)
              .from(21),
          kind(
                  "access-context-of-own-thread",
                  """
              void leak() throws Exception {
                Thread thread = new Thread(Turn.untilOverAtAllCosts());
                thread.setContextClassLoader(null);
                Threads.started(thread);
              }
              """)
              .until(23),
          kind(
                  "access-context-of-thread-a-pool-made",
                  """
              void leak() throws Exception {
                Thread.currentThread().setContextClassLoader(null);
                Pools.fresh().submit(() -> 1).get();
                Thread.currentThread().setContextClassLoader(loader());
              }
              """)
              .until(23),
          kind(
                  "access-context-of-timer-thread",
                  """
              void leak() throws Exception {
                Thread.currentThread().setContextClassLoader(null);
                Shelf.LIST.add(new java.util.Timer(true));
                Thread.currentThread().setContextClassLoader(loader());
              }
              """)
              .until(23),
          kind(
                  "access-context-kept-by-host",
                  """
              void leak() throws Exception { Shelf.FIELD = java.security.AccessController.getContext(); }
              """)
              .until(23)
              .once(),
          running("thread-interruptible", "Thread.sleep(3_600_000);"),
          running(
                  "thread-ignores-interrupts",
                  """
                  try { Thread.sleep(3_600_000); } catch (InterruptedException e) { }
                  """)
              .held(RUNNING),
          running("thread-parked", "LockSupport.parkNanos(1_000_000_000L);").held(RUNNING),
          running("thread-spinning", "Thread.onSpinWait();").once().held(RUNNING),
          kind(
                  "thread-subclass",
                  """
              static class Worker extends Thread {
                Worker(Runnable body) { super(body); }
              }
              void leak() throws Exception { Threads.started(new Worker(Turn.untilOverAtAllCosts())); }
              """)
              .held(RUNNING),
          kind(
                  "thread-blocked-on-a-monitor",
                  """
              void leak() throws Exception {
                Object monitor = new Object();
                CountDownLatch locked = new CountDownLatch(1);
                Runnable wait = Turn.untilOverAtAllCosts();
                Threads.start(() -> { synchronized (monitor) { locked.countDown(); wait.run(); } });
                locked.await();
                Threads.start(() -> { synchronized (monitor) { monitor.notify(); } });
              }
              """)
              .held(RUNNING),
          kind(
                  "thread-accepting",
                  """
              void leak() throws Exception {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                socket.setSoTimeout(1000);
                long turn = Turn.number();
                Threads.start(() -> {
                  while (Turn.number() == turn) {
                    try { socket.accept(); } catch (IOException e) { }
                  }
                });
              }
              """)
              .held(RUNNING),
          kind(
                  "thread-reading-a-socket",
                  """
              void leak() throws Exception {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), Pools.HTTP.getAddress().getPort());
                socket.setSoTimeout(1000);
                long turn = Turn.number();
                Threads.start(() -> {
                  while (Turn.number() == turn) {
                    try { socket.getInputStream().read(); } catch (IOException e) { }
                  }
                });
              }
              """)
              .held(RUNNING),
          kind(
              "thread-of-a-queue-consumer",
              """
              final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
              void leak() throws Exception {
                Threads.start(() -> {
                  try { while (true) queue.take().run(); } catch (InterruptedException e) { }
                });
              }
              """),
          kind(
              "thread-waiting-for-a-selector",
              """
              void leak() throws Exception {
                java.nio.channels.Selector selector = java.nio.channels.Selector.open();
                Threads.start(() -> {
                  try { selector.select(); } catch (IOException e) { }
                });
              }
              """),
          kind(
                  "thread-with-a-plugin-object-on-the-stack",
                  """
              void leak() throws Exception {
                Thread thread = new Thread(null, Turn.holdingALocal(this), "of the host", 0, false);
                thread.setContextClassLoader(null);
                Threads.started(thread);
              }
              """)
              .held(RUNNING),
          virtual("virtual-thread-sleeping", "Thread.sleep(3_600_000);").held(RUNNING),
          virtual(
                  "virtual-thread-ignores-interrupts",
                  """
                  try { Thread.sleep(3_600_000); } catch (InterruptedException e) { }
                  """)
              .held(RUNNING),
          virtual("virtual-thread-spinning", "Thread.yield();").once().held(RUNNING),
          kind(
                  "virtual-thread-with-a-plugin-object-on-the-stack",
                  """
              void leak() throws Exception { Threads.startVirtual(Turn.holdingALocal(this)); }
              """)
              .from(21)
              .held(RUNNING),
          kind(
                  "uncaught-handler-of-pool-thread",
                  """
              void leak() throws Exception {
                Pools.inPool(() -> Thread.currentThread().setUncaughtExceptionHandler((t, e) -> stop()));
              }
              @Override public void stop() { }
              """)
              .once(),
          kind(
              "uncaught-handler-of-own-thread",
              """
              void leak() throws Exception {
                Thread thread = new Thread(null, Turn.untilOverAtAllCosts(), "waits", 0, false);
                thread.setContextClassLoader(null);
                thread.setUncaughtExceptionHandler((t, e) -> System.err.println(e));
                Threads.started(thread);
              }
              """),
          kind(
                  "thread-group-subclass",
                  """
              static class Group extends ThreadGroup {
                Group(String name) { super(name); }
              }
              void leak() throws Exception {
                Thread thread = new Thread(new Group("group"), Turn.untilOverAtAllCosts());
                thread.setContextClassLoader(null);
                Threads.started(thread);
              }
              """)
              .held("(?i)group"),
          kind(
                  "thread-group-without-threads",
                  """
              static class Group extends ThreadGroup {
                Group(ThreadGroup parent) { super(parent, "empty"); }
              }
              void leak() throws Exception {
                ThreadGroup top = Thread.currentThread().getThreadGroup();
                while (top.getParent() != null) top = top.getParent();
                new Group(top);
              }
              """)
              .until(18)
              .held("(?i)group"));

  private ThreadKinds() {}

  private static LeakKind kind(String id, String members) {
    return LeakKind.of("threads", id, members);
  }

  /** A thread that does the same until its turn is over. */
  private static LeakKind running(String id, String step) {
    return kind(id, started("Threads.start", step));
  }

  private static LeakKind virtual(String id, String step) {
    return kind(id, started("Threads.startVirtual", step)).from(21);
  }

  private static String started(String how, String step) {
    return """
        void leak() throws Exception {
          long turn = Turn.number();
          %s(() -> {
            try {
              while (Turn.number() == turn) { %s }
            } catch (RuntimeException e) { throw e; } catch (Exception e) { }
          });
        }
        """
        .formatted(how, step);
  }
}
