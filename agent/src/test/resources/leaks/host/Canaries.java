package host;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** What the host itself has registered everywhere, and must have after each unload still. */
final class Canaries {

  private static final ThreadLocal<Object> OWN = new ThreadLocal<>();
  private static final ExecutorService THREADS = Pools.pool(2);
  private static final AtomicInteger TICKS = new AtomicInteger();
  private static final AtomicInteger SCHEDULED_TICKS = new AtomicInteger();
  private static final AtomicInteger LOGGED = new AtomicInteger();
  private static final AtomicInteger NOTIFIED = new AtomicInteger();
  private static final AtomicInteger SURPRISES = new AtomicInteger();
  private static final CompletableFuture<Object> OPEN = new CompletableFuture<>();
  private static final Object VALUE = Shelf.VALUES.get(Canaries.class);
  private static final Object VALUE_OF_JDK = Shelf.VALUES.get(Integer.class);
  private static final Thread HOOK = new Thread(() -> {}, "hook of the host");
  private static final Logger LOGGER = Logger.getLogger("of.the.host");
  private static final Driver DRIVER = new OwnDriver();
  private static ObjectName name;
  private static ObjectName temporary;

  private Canaries() {}

  /** An own MBean. */
  public interface Own {}

  static void establish() throws Exception {
    onEach(() -> OWN.set(VALUE));
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(new Counting());
    LOGGER.setFilter(entry -> true);
    Pools.TIMER.schedule(
        new java.util.TimerTask() {
          @Override
          public void run() {
            TICKS.incrementAndGet();
          }
        },
        0,
        5);
    Pools.SCHEDULED.scheduleAtFixedRate(SCHEDULED_TICKS::incrementAndGet, 0, 5, TimeUnit.MILLISECONDS);
    Runtime.getRuntime().addShutdownHook(HOOK);
    DriverManager.registerDriver(DRIVER);
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    name = new ObjectName("host:type=Own");
    temporary = new ObjectName("host:type=Temporary");
    server.registerMBean(new StandardMBean(new Own() {}, Own.class), name);
    server.addNotificationListener(
        MBeanServerDelegate.DELEGATE_NAME,
        (notification, handback) -> NOTIFIED.incrementAndGet(),
        null,
        "handback of the host");
    Pools.CLEANER.register(Shelf.ANCHOR, SURPRISES::incrementAndGet);
    OPEN.orTimeout(1, TimeUnit.DAYS).whenComplete((value, failure) -> SURPRISES.incrementAndGet());
    Thread waiting =
        new Thread(
            () -> {
              try {
                Thread.sleep(TimeUnit.DAYS.toMillis(1));
              } catch (InterruptedException e) {
                SURPRISES.incrementAndGet();
              }
            },
            "thread of the host");
    waiting.setDaemon(true);
    waiting.start();
    System.getProperties().put("host.object", VALUE);
    Slots.establish();
  }

  /**
   * What is not as it was.
   *
   * @param taken slots that the plugin has taken itself
   */
  static List<String> broken(List<String> taken) throws Exception {
    List<String> broken = new ArrayList<>();
    List<String> slots = new ArrayList<>(Slots.taken());
    slots.removeAll(taken);
    slots.forEach(slot -> broken.add("slot: " + slot));
    threads(broken);
    check(broken, "thread local", everywhere(() -> OWN.get() == VALUE));
    check(broken, "class value", Shelf.VALUES.get(Canaries.class) == VALUE);
    check(broken, "class value of a JDK class", Shelf.VALUES.get(Integer.class) == VALUE_OF_JDK);
    check(broken, "system property", System.getProperties().get("host.object") == VALUE);
    check(broken, "timer", advances(TICKS));
    check(broken, "scheduled pool", advances(SCHEDULED_TICKS));
    check(broken, "driver", Collections.list(DriverManager.getDrivers()).contains(DRIVER));
    check(broken, "hook", Runtime.getRuntime().removeShutdownHook(HOOK));
    Runtime.getRuntime().addShutdownHook(HOOK);
    int logged = LOGGED.get();
    LOGGER.info("still here");
    check(broken, "log handler", LOGGED.get() == logged + 1 && LOGGER.getFilter() != null);
    check(broken, "notification listener", notified());
    check(broken, "server", answers());
    check(broken, "a wait, a future or a cleaner", SURPRISES.get() == 0 && !OPEN.isDone());
    return broken;
  }

  private static void threads(List<String> broken) throws Exception {
    ClassLoader application = Canaries.class.getClassLoader();
    check(
        broken,
        "context class loader of a pool",
        everywhere(() -> Thread.currentThread().getContextClassLoader() == application));
    check(
        broken,
        "context class loader of main",
        Thread.currentThread().getContextClassLoader() == application);
  }

  private static boolean notified() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    if (!server.isRegistered(name)) {
      return false;
    }
    int before = NOTIFIED.get();
    server.registerMBean(new StandardMBean(new Own() {}, Own.class), temporary);
    server.unregisterMBean(temporary);
    return NOTIFIED.get() >= before + 2;
  }

  private static boolean answers() throws Exception {
    try (InputStream in = URI.create(Pools.url()).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).equals("own");
    }
  }

  private static boolean advances(AtomicInteger counter) throws InterruptedException {
    int before = counter.get();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (counter.get() == before && System.nanoTime() - end < 0) {
      Thread.sleep(1);
    }
    return counter.get() != before;
  }

  private static boolean everywhere(java.util.function.BooleanSupplier condition) throws Exception {
    AtomicReference<Boolean> all = new AtomicReference<>(true);
    onEach(
        () -> {
          if (!condition.getAsBoolean()) {
            all.set(false);
          }
        });
    return Objects.requireNonNull(all.get());
  }

  /** In both threads of the pool at a time. */
  private static void onEach(Runnable task) throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    List<Future<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      tasks.add(
          THREADS.submit(
              () -> {
                both.await(10, TimeUnit.SECONDS);
                task.run();
                return null;
              }));
    }
    for (Future<?> one : tasks) {
      one.get(20, TimeUnit.SECONDS);
    }
  }

  private static void check(List<String> broken, String what, boolean whole) {
    if (!whole) {
      broken.add(what);
    }
  }

  private static final class Counting extends Handler {
    @Override
    public void publish(LogRecord entry) {
      LOGGED.incrementAndGet();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final class OwnDriver implements Driver {
    @Override
    public Connection connect(String url, Properties info) {
      return null;
    }

    @Override
    public boolean acceptsURL(String url) {
      return false;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return LOGGER;
    }
  }
}
