package com.acme.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Threads that ask the workspace for pages, one after the other, until they are stopped. An answer
 * other than 200 is a failed call, and so is none.
 */
final class HttpLoad implements AutoCloseable {

  private static final long PAUSE_MILLIS = 20;

  /** Answers one call: the {@code i}th of a thread. */
  interface Site {
    HttpResponse<String> get(HttpClient client, int i) throws IOException, InterruptedException;
  }

  private final Site site;
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder made = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAccumulator worstOfLap = new LongAccumulator(Math::max, 0);
  private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
  private volatile boolean stopped;

  private HttpLoad(Site site) {
    this.site = site;
  }

  /** Every fourth call goes to H2, the others to the greeter. */
  static HttpLoad on(WorkspaceProcess workspace, int threads) {
    IntFunction<String> path = i -> i % 4 == 3 ? "/h2" : "/greet?name=Ada";
    return start(
        (client, i) -> client.send(workspace.request(path.apply(i)), BodyHandlers.ofString()),
        threads);
  }

  static HttpLoad start(Site site, int threads) {
    HttpLoad load = new HttpLoad(site);
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(load::callUntilStopped, "load-" + i);
      thread.setDaemon(true);
      load.threads.add(thread);
    }
    load.threads.forEach(Thread::start);
    return load;
  }

  private void callUntilStopped() {
    HttpClient client = HttpClient.newHttpClient();
    try {
      for (int i = 0; !stopped; i++) {
        call(client, i);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      failure("interrupted"); // nobody does, so it is worth knowing
    }
  }

  private void call(HttpClient client, int i) throws InterruptedException {
    long begin = System.nanoTime();
    try {
      HttpResponse<String> answer = site.get(client, i);
      worstOfLap.accumulate(System.nanoTime() - begin);
      if (answer.statusCode() != 200) {
        failure("%d %s".formatted(answer.statusCode(), answer.body().strip()));
      }
    } catch (IOException e) {
      failure(e.toString());
    } finally {
      made.increment();
    }
  }

  private void failure(String what) {
    failed.increment();
    firstFailure.compareAndSet(null, what);
  }

  long made() {
    return made.sum();
  }

  long failed() {
    return failed.sum();
  }

  /** What the first failed call got; null when none has failed. */
  @Nullable String firstFailure() {
    return firstFailure.get();
  }

  /** The longest call since this was last asked. */
  Duration lap() {
    return Duration.ofNanos(worstOfLap.getThenReset());
  }

  /** Ends the load, and lets each thread finish the call that it is in. */
  void stop() throws InterruptedException {
    close();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Ends the load without waiting for the calls that are under way. */
  @Override
  public void close() {
    stopped = true;
  }
}
