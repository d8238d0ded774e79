package dev.pluginswap.leaks;

import java.util.List;

/** Plugins that do much and leave nothing behind. */
final class Controls {

  static final List<LeakKind> ALL =
      List.of(
          control("nothing", "void leak() { }"),
          control(
              "threads-that-end-in-stop",
              """
              Thread thread;
              void leak() throws Exception { thread = Threads.start(Turn.untilOver()); }
              @Override public void stop() throws Exception { thread.interrupt(); thread.join(); }
              """),
          control(
              "executor-shut-down",
              """
              final ExecutorService pool = Executors.newCachedThreadPool();
              void leak() throws Exception { pool.submit(() -> generation).get(); }
              @Override public void stop() throws Exception {
                pool.shutdown();
                if (!pool.awaitTermination(10, TimeUnit.SECONDS)) throw new IllegalStateException("still running");
              }
              """),
          control(
              "driver-deregistered",
              """
              static class Own implements java.sql.Driver {
                @Override public java.sql.Connection connect(String url, Properties info) { return null; }
                @Override public boolean acceptsURL(String url) { return false; }
                @Override public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, Properties info) { return null; }
                @Override public int getMajorVersion() { return 1; }
                @Override public int getMinorVersion() { return 0; }
                @Override public boolean jdbcCompliant() { return false; }
                @Override public java.util.logging.Logger getParentLogger() { return null; }
              }
              final Own driver = new Own();
              void leak() throws Exception { java.sql.DriverManager.registerDriver(driver); }
              @Override public void stop() throws Exception { java.sql.DriverManager.deregisterDriver(driver); }
              """),
          control(
              "thread-local-removed",
              """
              static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
              void leak() throws Exception { Pools.inPool(() -> { LOCAL.set(this); LOCAL.remove(); }); }
              """),
          control(
              "thread-local-with-jdk-value",
              """
              static class Own extends ThreadLocal<String> { }
              static final Own LOCAL = new Own();
              void leak() throws Exception { Pools.inPool(() -> LOCAL.set("text")); }
              """),
          control(
              "thread-local-of-an-ended-thread",
              """
              static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
              void leak() throws Exception {
                Thread thread = new Thread(() -> LOCAL.set(this));
                thread.start();
                thread.join();
              }
              """),
          control(
              "mbean-unregistered",
              """
              public interface PlainMBean { int getValue(); }
              public static class Plain implements PlainMBean { @Override public int getValue() { return 1; } }
              ObjectName name;
              void leak() throws Exception {
                name = new ObjectName("control:generation=" + generation);
                ManagementFactory.getPlatformMBeanServer().registerMBean(new Plain(), name);
              }
              @Override public void stop() throws Exception {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
              }
              """),
          control(
              "listener-removed",
              """
              final NotificationListener listener = (notification, handback) -> System.out.println(generation);
              NotificationEmitter memory() { return (NotificationEmitter) ManagementFactory.getMemoryMXBean(); }
              void leak() { memory().addNotificationListener(listener, null, this); }
              @Override public void stop() throws Exception { memory().removeNotificationListener(listener); }
              """),
          control(
              "hook-removed",
              """
              final Thread hook = new Thread(() -> System.out.println(generation));
              void leak() { Runtime.getRuntime().addShutdownHook(hook); }
              @Override public void stop() { Runtime.getRuntime().removeShutdownHook(hook); }
              """),
          control(
              "log-handler-removed",
              """
              final java.util.logging.Handler handler = new java.util.logging.Handler() {
                @Override public void publish(java.util.logging.LogRecord entry) { }
                @Override public void flush() { }
                @Override public void close() { }
              };
              void leak() { java.util.logging.Logger.getLogger("").addHandler(handler); }
              @Override public void stop() { java.util.logging.Logger.getLogger("").removeHandler(handler); }
              """),
          control(
              "loggers",
              """
              static class Own extends java.util.logging.Logger {
                Own(String name) { super(name, null); }
              }
              static class Urgent extends java.util.logging.Level {
                Urgent() { super("URGENT", 1200); }
              }
              static final java.util.logging.Logger LOGGER = java.util.logging.Logger.getLogger(Leak.class.getName());
              void leak() {
                java.util.logging.LogManager.getLogManager().addLogger(new Own("control" + generation));
                LOGGER.log(new Urgent(), "of {0}", this);
                System.getLogger(Leak.class.getName()).log(System.Logger.Level.DEBUG, "nothing");
                org.slf4j.LoggerFactory.getLogger(Leak.class).debug("nothing of {}", generation);
              }
              """),
          control(
              "cleaner-of-own",
              """
              static Cleaner cleaner;
              void leak() {
                cleaner = Cleaner.create();
                cleaner.register(this, new Action());
              }
              static class Action implements Runnable { @Override public void run() { } }
              """),
          control(
              "finalizer",
              """
              static class Closing {
                @Override protected void finalize() { System.getProperties().size(); }
              }
              static Closing kept;
              void leak() { kept = new Closing(); new Closing(); }
              """),
          control(
              "soft-cache-inside",
              """
              static final Map<Object, SoftReference<Object>> CACHE = new HashMap<>();
              void leak() { for (int i = 0; i < 100; i++) CACHE.put(i, new SoftReference<>(new Object[] {this})); }
              """),
          control(
              "weak-references-of-host",
              """
              void leak() {
                Shelf.LIST.add(new java.lang.ref.WeakReference<>(this));
                Shelf.LIST.add(new PhantomReference<>(loader(), new ReferenceQueue<>()));
                Shelf.WEAK.put(getClass(), "text");
              }
              """),
          control(
              "weak-references-of-libraries",
              """
              void leak() {
                Libraries.Caffeinated.WEAK.put(generation, this);
                Libraries.Meters.REGISTRY.gauge("weak" + generation, new ArrayList<>(List.of(this)), Libraries.Meters.SIZE);
              }
              """),
          control(
              "reflection",
              """
              public int called(String text) { return text.length(); }
              void leak() throws Exception {
                Method method = Leak.class.getMethod("called", String.class);
                for (int i = 0; i < 40; i++) method.invoke(this, "text");
                Field field = Leak.class.getDeclaredField("generation");
                field.setLong(this, field.getLong(this));
                Leak.class.getDeclaredConstructor().newInstance();
                Leak.class.getAnnotations();
                Leak.class.getGenericInterfaces();
              }
              """),
          control(
              "proxies",
              """
              public interface Own { int value(String text); }
              void leak() {
                InvocationHandler handler = (proxy, method, values) -> 1;
                Own own = (Own) java.lang.reflect.Proxy.newProxyInstance(loader(), new Class<?>[] {Own.class}, handler);
                own.value("text");
                ((Runnable) java.lang.reflect.Proxy.newProxyInstance(
                    loader(), new Class<?>[] {Runnable.class}, (proxy, method, values) -> null)).run();
              }
              """),
          control(
              "lambdas-and-handles",
              """
              static int twice(int value) { return 2 * value; }
              volatile int value;
              void leak() throws Exception {
                List<Integer> numbers = java.util.stream.IntStream.range(0, 100).boxed().map(Leak::twice).toList();
                numbers.stream().sorted(Comparator.comparing(one -> -one)).reduce(0, Integer::sum);
                MethodHandle handle = MethodHandles.lookup().findStatic(
                    Leak.class, "twice", MethodType.methodType(int.class, int.class));
                handle.invokeWithArguments(List.of(21));
                MethodHandles.lookup().findVarHandle(Leak.class, "value", int.class).getAndAdd(this, 1);
              }
              """
                  .replace(
                      "handle.invokeWithArguments(List.of(21));",
                      "try { handle.invokeWithArguments(List.of(21)); } catch (Throwable e) { throw new Exception(e); }")),
          control(
              "records-enums-and-text",
              """
              record Point(int x, List<Leak> of) { }
              enum Colour { RED { @Override int hue() { return 0; } }, BLUE; int hue() { return 240; } }
              sealed interface Shape permits Circle { }
              record Circle(double radius) implements Shape { }
              static int hue(Colour colour) {
                switch (colour) { case RED: return 1; case BLUE: return colour.hue(); default: return 3; }
              }
              void leak() {
                new Point(1, List.of(this)).hashCode();
                new Point(1, List.of(this)).toString();
                hue(Colour.valueOf("RED"));
                new EnumMap<Colour, Object>(Map.of(Colour.BLUE, this)).toString();
                String.format("%s %d %s", Colour.BLUE, 3, new Circle(1));
              }
              """),
          control(
              "own-service-loader-and-resources",
              """
              void leak() throws Exception {
                ServiceLoader.load(Subject.class, loader()).stream().count();
                try (InputStream in = loader().getResourceAsStream("leak/Texts.properties")) { new Properties().load(in); }
                loader().getResource("leak/Texts.properties").openStream().close();
              }
              """),
          control(
              "class-value-with-jdk-value",
              """
              static class Values extends ClassValue<String> {
                @Override protected String computeValue(Class<?> type) { return type.getName(); }
              }
              static final Values VALUES = new Values();
              void leak() { VALUES.get(Leak.class); VALUES.get(String.class); VALUES.get(Shelf.class); }
              """),
          control(
              "class-value-on-own-class",
              """
              void leak() { Shelf.VALUES.get(Leak.class).set(this); }
              """),
          control(
              "stack-trace-elements-of-host",
              """
              void leak() {
                Shelf.LIST.add(new IllegalStateException().getStackTrace());
              }
              """),
          control(
              "slots-put-back",
              """
              Thread.UncaughtExceptionHandler before;
              void leak() {
                before = Thread.getDefaultUncaughtExceptionHandler();
                Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> System.err.println(generation));
                Thread.setDefaultUncaughtExceptionHandler(before);
              }
              """),
          control(
              "http-over-kept-connections",
              """
              void leak() throws Exception {
                for (int i = 0; i < 3; i++) {
                  try (InputStream in = URI.create(Pools.url()).toURL().openStream()) { in.readAllBytes(); }
                }
              }
              """),
          control(
                  "process-that-has-ended",
                  """
              void leak() throws Exception {
                if (new ProcessBuilder("true").start().waitFor() != 0) throw new IllegalStateException("not true");
              }
              """)
              .from(22),
          control(
              "futures-that-are-done",
              """
              void leak() throws Exception {
                CompletableFuture.supplyAsync(() -> generation).thenApplyAsync(one -> this).get();
                CompletableFuture.supplyAsync(() -> this).orTimeout(1, TimeUnit.HOURS).get();
                Pools.SCHEDULED.schedule(() -> generation, 1, TimeUnit.MILLISECONDS).get();
              }
              """),
          control(
                  "virtual-thread-that-has-ended",
                  """
              void leak() throws Exception { Threads.startVirtual(() -> System.getProperties().size()).join(); }
              """)
              .from(21),
          control(
              "common-pool-task-that-is-done",
              """
              void leak() throws Exception {
                ForkJoinPool.commonPool().submit(() -> List.of(generation).hashCode()).get();
              }
              """),
          control(
              "context-loader-of-common-pool-worker",
              """
              void leak() throws Exception {
                ForkJoinPool.commonPool().submit(
                    () -> Thread.currentThread().setContextClassLoader(loader())).get();
              }
              """),
          control(
              "cancelled-task",
              """
                  void leak() {
                    Pools.SCHEDULED.schedule(() -> System.out.println(generation), 1, TimeUnit.HOURS).cancel(false);
                  }
                  """),
          control(
              "property-editor",
              """
              public static class Own extends java.beans.PropertyEditorSupport { }
              void leak() { java.beans.PropertyEditorManager.registerEditor(Thread.class, Own.class); }
              """),
          control(
              "serialization",
              """
              static class Data implements Serializable { int value; }
              void leak() throws Exception {
                new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(new Data());
              }
              """),
          control(
              "thread-local-of-common-pool-worker",
              """
              static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
              void leak() throws Exception { ForkJoinPool.commonPool().submit(() -> LOCAL.set(this)).get(); }
              """),
          control(
                  "http-client-without-close",
                  """
              static java.net.http.HttpClient client;
              void leak() throws Exception {
                client = java.net.http.HttpClient.newHttpClient();
                client.send(java.net.http.HttpRequest.newBuilder(URI.create(Pools.url())).build(),
                    java.net.http.HttpResponse.BodyHandlers.ofString());
              }
              """)
              .from(24),
          control(
                  "asynchronous-channel-threads",
                  """
              static java.nio.channels.AsynchronousServerSocketChannel channel;
              void leak() throws Exception {
                channel = java.nio.channels.AsynchronousServerSocketChannel.open()
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                channel.accept();
              }
              """)
              .from(24),
          control(
              "inherited-thread-local-emptied",
              """
              static final InheritableThreadLocal<Object> LOCAL = new InheritableThreadLocal<>();
              void leak() throws Exception { LOCAL.set(this); LOCAL.remove(); }
              """));

  private Controls() {}

  private static LeakKind control(String id, String members) {
    return LeakKind.control("control-" + id, members);
  }
}
