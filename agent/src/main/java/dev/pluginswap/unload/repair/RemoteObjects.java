package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.io.IOException;
import java.lang.ref.Reference;
import java.rmi.Remote;
import java.rmi.server.UnicastRemoteObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Objects of the plugin that are exported by RMI, calls in progress or not. */
final class RemoteObjects implements Sweep {

  @Override
  public String name() {
    return "rmi-exports";
  }

  @Override
  public String meaning() {
    return "remote objects of the plugin are unexported";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    List<String> done = new ArrayList<>();
    Class<?> table = JdkClasses.initialized("sun.rmi.transport.ObjectTable");
    if (table == null || !(Raw.readStatic(table, "objTable") instanceof Map<?, ?> targets)) {
      return done;
    }
    List<Object> copy = new ArrayList<>();
    Object lock = Raw.readStatic(table, "tableLock");
    synchronized (lock == null ? table : lock) {
      copy.addAll(targets.values());
    }
    for (Object target : copy) {
      if (Raw.read(target, "weakImpl") instanceof Reference<?> weak
          && weak.get() instanceof Remote remote
          && departed.owns(remote)) {
        done.add(unexported(remote));
      }
    }
    return done;
  }

  private static String unexported(Remote remote) {
    String name = remote.getClass().getName();
    try {
      UnicastRemoteObject.unexportObject(remote, true);
      return "unexported the remote object " + name;
    } catch (IOException e) { // a NoSuchObjectException, which would be loaded for nothing
      return "the remote object %s was unexported by somebody else".formatted(name);
    }
  }
}
