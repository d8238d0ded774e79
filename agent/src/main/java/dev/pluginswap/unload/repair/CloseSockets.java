package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Raw;
import java.io.Closeable;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sockets and channels that threads of the plugin wait for, which do not listen to interrupts, are
 * closed. Off by default, since which socket a thread waits for is not known: it is in a local
 * variable. Those are taken that the thread's task, and the plugin's own objects that it refers to,
 * have in their fields; one that is nowhere but in a variable is not found. Only threads that are
 * in network code of the JDK at this moment are looked at.
 */
final class CloseSockets implements Sweep {

  /** Objects of the plugin between the thread and the socket. */
  private static final int DEPTH = 3;

  /** For the threads to end, all together. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "close-sockets";
  }

  @Override
  public String meaning() {
    return "sockets that stuck threads of the plugin wait for are closed";
  }

  @Override
  public boolean isDefault() {
    return false;
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    List<String> done = new ArrayList<>();
    List<Thread> waiting = new ArrayList<>();
    Set<Closeable> sockets = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Thread thread : ThreadOwner.threadsOf(departed)) {
      if (isInNetworkCode(thread)) {
        waiting.add(thread);
        collect(departed, thread, DEPTH, sockets);
        collect(departed, ThreadOwner.task(thread), DEPTH, sockets);
      }
    }
    for (Closeable socket : sockets) {
      String failed =
          Bounded.run("closes a socket", departed.loader(), Bounded.USUAL, socket::close);
      done.add(
          "closed a %s%s"
              .formatted(socket.getClass().getName(), failed == null ? "" : ", which " + failed));
    }
    for (Thread thread : sockets.isEmpty() ? waiting : Interrupts.await(waiting, BOUND)) {
      done.add(
          "thread \"%s\" of the plugin still waits for the network".formatted(thread.getName()));
    }
    return done;
  }

  private static boolean isInNetworkCode(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      String type = frame.getClassName();
      if (type.startsWith("sun.nio.ch.") || type.startsWith("java.net.")) {
        return true;
      }
    }
    return false;
  }

  private static void collect(
      Departed departed, @Nullable Object object, int depth, Set<Closeable> sockets) {
    if (object instanceof Socket
        || object instanceof ServerSocket
        || object instanceof DatagramSocket
        || object instanceof Channel) {
      sockets.add((Closeable) object);
      return;
    }
    if (object == null || depth == 0 || object instanceof Class || !departed.owns(object)) {
      return;
    }
    for (Class<?> type = object.getClass();
        type != null && departed.ownsClass(type);
        type = type.getSuperclass()) {
      for (FieldRef field : Raw.declared(type, false)) {
        collect(departed, field.get(object), depth - 1, sockets);
      }
    }
  }
}
