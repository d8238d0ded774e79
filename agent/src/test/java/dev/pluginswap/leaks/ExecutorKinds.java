package dev.pluginswap.leaks;

import java.util.List;

/** Executors, timers, futures, servers: what waits to call a plugin. */
final class ExecutorKinds {

  private static final String QUEUE = "(?i)queue|pool|executor|timer|thread";

  static final List<LeakKind> ALL =
      List.of(
          kind(
              "executor-own-idle",
              """
              void leak() throws Exception {
                ExecutorService pool = Executors.newFixedThreadPool(1);
                pool.submit(() -> 1).get();
                Shelf.LIST.add(pool);
              }
              """),
          kind(
              "executor-own-thread-factory",
              """
                  void leak() throws Exception {
                    ExecutorService pool = Executors.newFixedThreadPool(1, body -> {
                      Thread thread = new Thread(body);
                      thread.setDaemon(true);
                      thread.setContextClassLoader(null);
                      return thread;
                    });
                    pool.submit(() -> 1).get();
                  }
                  """),
          kind(
              "executor-subclass-of-own",
              """
                  static class Pool extends ThreadPoolExecutor {
                    Pool() { super(1, 1, 1, TimeUnit.HOURS, new LinkedBlockingQueue<>()); }
                    @Override protected void beforeExecute(Thread thread, Runnable task) { }
                  }
                  void leak() throws Exception { new Pool().submit(() -> 1).get(); }
                  """),
          kind(
              "fork-join-pool-own",
              """
                  static class Worker extends ForkJoinWorkerThread {
                    Worker(ForkJoinPool pool) { super(pool); }
                  }
                  void leak() throws Exception {
                    new ForkJoinPool(1, Worker::new, null, false).submit(() -> 1).get();
                  }
                  """),
          kind(
              "executor-of-host-with-waiting-task",
              """
                  void leak() throws Exception {
                    ExecutorService pool = Pools.fresh();
                    pool.execute(Turn.untilOverAtAllCosts());
                    pool.execute(() -> System.out.println(generation));
                  }
                  """),
          kind(
                  "executor-of-host-with-running-task",
                  """
                  void leak() throws Exception {
                    Runnable wait = Turn.untilOverAtAllCosts();
                    Pools.fresh().execute(() -> wait.run());
                  }
                  """)
              .held(QUEUE),
          kind(
                  "executor-of-host-rejection-handler",
                  """
                  void leak() throws Exception {
                    ((ThreadPoolExecutor) Pools.fresh()).setRejectedExecutionHandler((task, pool) -> loader());
                  }
                  """)
              .held("host\\.Shelf.*POOLS"),
          kind(
              "scheduled-pool-of-host-delayed-task",
              """
                  void leak() { Pools.SCHEDULED.schedule(() -> System.out.println(generation), 1, TimeUnit.HOURS); }
                  """),
          kind(
              "scheduled-pool-of-host-periodic-task",
              """
                  long ticks;
                  void leak() { Pools.SCHEDULED.scheduleWithFixedDelay(() -> ticks++, 1, 1, TimeUnit.HOURS); }
                  """),
          kind(
              "scheduled-pool-own",
              """
                  void leak() {
                    Executors.newScheduledThreadPool(1)
                        .scheduleAtFixedRate(() -> System.getProperties().size(), 1, 1, TimeUnit.SECONDS);
                  }
                  """),
          kind(
              "timer-of-host-with-plugin-task",
              """
              final TimerTask task = new TimerTask() { @Override public void run() { } };
              void leak() { Pools.TIMER.schedule(task, 3_600_000, 3_600_000); }
              @Override public boolean intact() { return task.cancel(); }
              """),
          kind(
              "timer-of-own-with-plugin-task",
              """
              final TimerTask task = new TimerTask() { @Override public void run() { } };
              void leak() { new java.util.Timer("own", true).schedule(task, 3_600_000); }
              @Override public boolean intact() { return task.cancel(); }
              """),
          kind(
                  "timer-subclass",
                  """
                  static class Own extends java.util.Timer {
                    Own() { super(true); }
                  }
                  void leak() { Shelf.LIST.add(new Own()); }
                  """)
              .held("host\\.Shelf.*LIST")
              .keptByOthers(),
          kind(
                  "future-or-timeout",
                  """
              final CompletableFuture<String> future = new CompletableFuture<>();
              void leak() {
                future.orTimeout(1, TimeUnit.HOURS).thenAccept(text -> System.out.println(generation));
              }
              @Override public boolean intact() { return !future.isDone(); }
              """)
              .held(QUEUE),
          kind(
                  "future-complete-on-timeout",
                  """
              void leak() { new CompletableFuture<Object>().completeOnTimeout(this, 1, TimeUnit.HOURS); }
              """)
              .held(QUEUE),
          kind(
              "future-delayed-executor",
              """
              void leak() {
                CompletableFuture.delayedExecutor(1, TimeUnit.HOURS).execute(() -> System.out.println(generation));
              }
              """),
          kind(
                  "future-of-host-with-plugin-stage",
                  """
                  void leak() { Shelf.future.thenAccept(value -> System.out.println(generation)); }
                  @Override public boolean intact() { return Shelf.future.getNumberOfDependents() >= 1; }
                  """)
              .held("host\\.Shelf.*future"),
          kind(
                  "future-of-host-with-plugin-result",
                  """
                  void leak() { Shelf.future.complete(this); }
                  """)
              .once()
              .held("host\\.Shelf.*future"),
          kind(
                  "common-pool-task-that-waits",
                  """
                  void leak() throws Exception {
                    CountDownLatch begun = new CountDownLatch(1);
                    Runnable wait = Turn.untilOverAtAllCosts();
                    ForkJoinPool.commonPool().execute(() -> { begun.countDown(); wait.run(); });
                    begun.await();
                  }
                  """)
              .once()
              .held(QUEUE),
          kind(
                  "http-server-of-own",
                  """
                  void leak() throws Exception {
                    com.sun.net.httpserver.HttpServer server = com.sun.net.httpserver.HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                    server.createContext("/", exchange -> exchange.close());
                    server.start();
                  }
                  """)
              .held("(?i)http|thread"),
          kind(
                  "http-server-of-host-with-plugin-handler",
                  """
                  void leak() { Pools.HTTP.createContext("/" + generation, exchange -> exchange.close()); }
                  """)
              .held("(?i)http|host\\.Pools"),
          kind(
                  "http-server-of-host-with-plugin-filter",
                  """
                  void leak() {
                    Pools.HTTP.createContext("/filtered/" + generation, HttpHandlers.NOTHING).getFilters().add(
                        com.sun.net.httpserver.Filter.beforeHandler("own", exchange -> loader()));
                  }
                  """)
              .held("(?i)http|host\\.Pools"),
          kind(
                  "http-client-of-own",
                  """
                  static java.net.http.HttpClient client;
                  void leak() throws Exception {
                    client = java.net.http.HttpClient.newHttpClient();
                    client.send(java.net.http.HttpRequest.newBuilder(URI.create(Pools.url())).build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
                  }
                  """)
              .until(23),
          kind(
                  "flow-subscriber",
                  """
                  void leak() throws Exception {
                    Pools.PUBLISHER.subscribe(new Flow.Subscriber<String>() {
                      @Override public void onSubscribe(Flow.Subscription subscription) { }
                      @Override public void onNext(String item) { }
                      @Override public void onError(Throwable failure) { }
                      @Override public void onComplete() { }
                    });
                  }
                  """)
              .held("(?i)publisher|host\\.Pools"),
          kind(
                  "cleaner-of-host-with-plugin-action",
                  """
                  void leak() { Pools.CLEANER.register(Shelf.ANCHOR, () -> System.out.println(generation)); }
                  """)
              .held("(?i)clean"),
          kind(
                  "watch-service-of-own",
                  """
                  static java.nio.file.WatchService watch;
                  void leak() throws Exception {
                    watch = java.nio.file.FileSystems.getDefault().newWatchService();
                  }
                  """)
              .until(20),
          kind(
                  "process-reaper",
                  """
                  void leak() throws Exception {
                    if (new ProcessBuilder("true").start().waitFor() != 0) throw new IllegalStateException("not true");
                  }
                  """)
              .until(21)
              .once(),
          kind(
                  "process-on-exit",
                  """
                  void leak() throws Exception {
                    Process process = new ProcessBuilder("sleep", "3").start();
                    process.onExit().thenAccept(ended -> System.out.println("ended " + generation));
                  }
                  """)
              .held("(?i)process|thread"));

  private ExecutorKinds() {}

  private static LeakKind kind(String id, String members) {
    return LeakKind.of("executors", id, members);
  }
}
