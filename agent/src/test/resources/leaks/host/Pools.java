package host;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads of the host, for plugins to use as they like. All of them run before the first plugin. */
public final class Pools {

  public static final ThreadPoolExecutor ONE = pool(1);
  public static final ScheduledThreadPoolExecutor SCHEDULED = new ScheduledThreadPoolExecutor(1);
  public static final Timer TIMER = new Timer("timer of the host", true);
  public static final Cleaner CLEANER = Cleaner.create();
  public static final HttpServer HTTP = http();
  public static final ExecutorService HTTP_THREADS = pool(2);
  public static final SubmissionPublisher<String> PUBLISHER = new SubmissionPublisher<>(ONE, 8);

  static {
    SCHEDULED.prestartAllCoreThreads();
    HTTP.setExecutor(HTTP_THREADS);
    HTTP.start();
  }

  private Pools() {}

  static ThreadPoolExecutor pool(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.HOURS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = Executors.defaultThreadFactory().newThread(task);
              thread.setDaemon(true);
              return thread;
            });
    pool.prestartAllCoreThreads();
    return pool;
  }

  /** Runs it in the one thread of {@link #ONE}, and waits. */
  public static void inPool(Runnable task) throws Exception {
    ONE.submit(task).get(10, TimeUnit.SECONDS);
  }

  /** A pool of the host whose one thread does not exist yet: whoever submits first, makes it. */
  public static ExecutorService fresh() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.HOURS, new LinkedBlockingQueue<>());
    Shelf.POOLS.add(pool);
    return pool;
  }

  private static HttpServer http() {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(any, 0);
      server.createContext(
          "/own",
          exchange -> {
            byte[] answer = "own".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the host's own server answers. */
  public static String url() {
    return "http://127.0.0.1:" + HTTP.getAddress().getPort() + "/own";
  }
}
