package dev.pluginswap.source;

import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Cancellation;
import dev.pluginswap.bundle.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response as it comes. The reader waits no longer than it wants to, and is woken
 * when the fetch is cancelled; nobody is blocked on the socket for it. No more is in memory than
 * what one read of the socket brings.
 */
final class Body implements HttpResponse.BodySubscriber<Body>, AutoCloseable {

  private sealed interface Event {}

  private record Chunk(List<ByteBuffer> buffers) implements Event {}

  /**
   * @param failure null when all has come
   */
  private record End(@Nullable Throwable failure) implements Event {}

  private record Woken() implements Event {}

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** What has come and is not read yet; the reader's alone. */
  private final Deque<ByteBuffer> buffers = new ArrayDeque<>();

  /** Null until the response has a body; guarded by this. */
  private Flow.@Nullable Subscription subscription;

  /** Guarded by this. */
  private boolean closed;

  /** Whether the end was seen; the reader's alone. */
  private boolean ended;

  @Override
  public CompletionStage<Body> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    boolean late;
    synchronized (this) {
      subscription = given;
      late = closed;
    }
    if (late) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    events.add(new Chunk(item));
  }

  @Override
  public void onError(Throwable thrown) {
    events.add(new End(thrown));
  }

  @Override
  public void onComplete() {
    events.add(new End(null));
  }

  /**
   * The next bytes.
   *
   * @param idleNanos how long to wait for them
   * @return a buffer with at least one byte, to be read before the next call; null at the end
   * @throws HttpTimeoutException if none came for so long
   * @throws IOException if the connection was lost
   */
  @Nullable ByteBuffer next(Deadline deadline, long idleNanos)
      throws IOException, BundleRefusedException {
    while (true) {
      deadline.check();
      ByteBuffer buffer = buffers.poll();
      if (buffer != null && buffer.hasRemaining()) {
        return buffer;
      }
      if (buffer == null) {
        if (ended) {
          return null;
        }
        take(deadline, idleNanos);
      }
    }
  }

  private void take(Deadline deadline, long idleNanos) throws IOException, BundleRefusedException {
    Event event;
    try (Cancellation.Registration waker =
        deadline.cancellation().onCancel(() -> events.add(new Woken()))) {
      event = events.poll(Math.min(idleNanos, deadline.remainingNanos() + 1), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading");
    }
    if (event instanceof Chunk chunk) {
      buffers.addAll(chunk.buffers());
      request();
    } else if (event instanceof End end) {
      ended = true;
      if (end.failure() != null) {
        throw new IOException("the connection was lost: " + Reasons.of(end.failure()));
      }
    } else if (event == null) {
      deadline.check();
      throw new HttpTimeoutException("no byte has come");
    }
  }

  private synchronized void request() {
    if (subscription != null && !closed) {
      subscription.request(1);
    }
  }

  /** Wants no more of it: unless all has come, the connection is closed. Idempotent. */
  @Override
  public void close() {
    Flow.Subscription ending;
    synchronized (this) {
      ending = closed ? null : subscription;
      closed = true;
    }
    if (ending != null) {
      ending.cancel();
    }
  }
}
