package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of interrupt-host-threads and close-sockets. */
final class StuckThreadsTest {

  /** Waits inside of the plugin until it is interrupted. */
  static final class Polite implements Runnable {
    Polite() {}

    @Override
    public void run() {
      while (!Thread.currentThread().isInterrupted()) {
        LockSupport.park();
      }
    }
  }

  /** Waits inside of the plugin until it is told to end. */
  static final class Stubborn implements Runnable {
    private final AtomicBoolean end;

    Stubborn(AtomicBoolean end) {
      this.end = end;
    }

    @Override
    public void run() {
      while (!end.get()) {
        LockSupport.park();
      }
    }
  }

  /** Accepts connections. */
  static final class Server implements Runnable {
    private final ServerSocket socket;

    Server(ServerSocket socket) {
      this.socket = socket;
    }

    @Override
    public void run() {
      try {
        while (true) {
          socket.accept().close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final AtomicBoolean end = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Class<?>[] own = {Polite.class, Stubborn.class, Server.class};
  private final Acme plugin = new Acme("greeter@1.2.0#7", own);
  private final Acme next = new Acme("greeter@1.3.0#8", own);

  @AfterEach
  void endAll() {
    end.set(true);
    over.countDown();
    Thread.getAllStackTraces().keySet().forEach(LockSupport::unpark);
  }

  private Thread hostThread(Runnable inside, String name) {
    Thread thread =
        new Thread(
            () -> {
              inside.run();
              try {
                over.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException("was left interrupted", e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    Acme.await(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }

  @Test
  void aHostThreadThatIsInThePluginComesBack() throws Exception {
    Runnable inside = plugin.make(Polite.class, Runnable.class);
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    CountDownLatch back = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              inside.run();
              interrupted.set(Thread.interrupted());
              back.countDown();
            },
            "host-caller");
    thread.start();
    Acme.await(() -> thread.getState() == Thread.State.WAITING);
    Thread ofNext = hostThread(next.make(Stubborn.class, Runnable.class, end), "caller-of-next");
    Thread idle = hostThread(() -> {}, "host-idle");
    assertThat(new InterruptHostThreads(Duration.ofSeconds(20)).sweep(plugin.departed()))
        .containsExactly("interrupted thread \"host-caller\", which has left the plugin");
    back.await();
    assertThat(ofNext.isInterrupted() || idle.isInterrupted()).isFalse();
    assertThat(new InterruptHostThreads().isDefault()).isFalse();
  }

  @Test
  void aHostThreadThatStaysIsNotLeftInterrupted() throws Exception {
    Thread thread = hostThread(plugin.make(Stubborn.class, Runnable.class, end), "host-stuck");
    assertThat(new InterruptHostThreads(Duration.ofMillis(50)).sweep(plugin.departed()))
        .containsExactly("interrupted thread \"host-stuck\", which stays in the plugin");
    assertThat(thread.isInterrupted()).isFalse();
  }

  @Test
  void theSocketOfAStuckThreadIsClosed() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket ofNext = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = accepting(plugin, socket);
      Thread successor = accepting(next, ofNext);
      assertThat(new CloseSockets().sweep(plugin.departed()))
          .containsExactly("closed a java.net.ServerSocket");
      thread.join(20_000);
      assertThat(thread.isAlive()).isFalse();
      assertThat(socket.isClosed()).isTrue();
      assertThat(ofNext.isClosed()).isFalse();
      assertThat(successor.isAlive()).isTrue();
      assertThat(new CloseSockets().isDefault()).isFalse();
    }
  }

  private static Thread accepting(Acme by, ServerSocket socket) {
    Thread thread = new Thread(by.make(Server.class, Runnable.class, socket), "acme-server");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((ended, thrown) -> {});
    thread.start();
    Acme.await(
        () -> {
          for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals("accept")
                && frame.getClassName().startsWith("sun.nio.ch.")) {
              return true;
            }
          }
          return false;
        });
    return thread;
  }
}
