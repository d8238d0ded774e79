package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.rmi.Remote;
import java.rmi.server.UnicastRemoteObject;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import org.junit.jupiter.api.Test;

/** Of jfr, rmi-exports and signal-handlers. */
final class PlatformSweepsTest {

  /** Listens. */
  public static final class Listener implements FlightRecorderListener {
    Listener() {}
  }

  /** Runs now and then. */
  public static final class Hook implements Runnable {
    Hook() {}

    @Override
    public void run() {}
  }

  /** Happens. */
  public static final class Happened extends Event {
    Happened() {}
  }

  /** Is far away. */
  public static final class Far implements Remote {
    Far() {}
  }

  private static final Class<?>[] OWN = {Listener.class, Hook.class, Happened.class, Far.class};

  private final Acme plugin = new Acme("v1", OWN);
  private final Acme next = new Acme("v2", OWN);

  @Test
  void partsOfThePluginLeaveFlightRecorder() throws Exception {
    FlightRecorderListener ofNext = next.make(Listener.class, FlightRecorderListener.class);
    Runnable hookOfNext = next.make(Hook.class, Runnable.class);
    FlightRecorder.addListener(plugin.make(Listener.class, FlightRecorderListener.class));
    FlightRecorder.addListener(ofNext);
    FlightRecorder.addPeriodicEvent(
        plugin.make(Happened.class, Event.class).getClass().asSubclass(Event.class),
        plugin.make(Hook.class, Runnable.class));
    FlightRecorder.addPeriodicEvent(
        next.make(Happened.class, Event.class).getClass().asSubclass(Event.class), hookOfNext);
    assertThat(new FlightRecorderParts().sweep(plugin.departed()))
        .containsExactly(
            "took the periodic hook %s out of JFR".formatted(Hook.class.getName()),
            "took the listener %s out of JFR".formatted(Listener.class.getName()),
            "unregistered the event " + Happened.class.getName());
    assertThat(FlightRecorder.removeListener(ofNext)).isTrue();
    assertThat(FlightRecorder.removePeriodicEvent(hookOfNext)).isTrue();
  }

  @Test
  void remoteObjectsOfThePluginAreUnexported() throws Exception {
    Remote own = plugin.make(Far.class, Remote.class);
    Remote ofNext = next.make(Far.class, Remote.class);
    UnicastRemoteObject.exportObject(own, 0);
    UnicastRemoteObject.exportObject(ofNext, 0);
    assertThat(new RemoteObjects().sweep(plugin.departed()))
        .containsExactly("unexported the remote object " + Far.class.getName());
    assertThat(UnicastRemoteObject.unexportObject(ofNext, true)).isTrue();
  }

  @Test
  void aSignalIsHandledAsAtStartAgain() throws Exception {
    Object before = handledBy("WINCH", handler(plugin));
    assertThat(new SignalHandlers().sweep(plugin.departed()))
        .singleElement()
        .asString()
        .endsWith(" from signal WINCH");
    Object ofNext = handler(next);
    assertThat(handledBy("WINCH", ofNext)).isSameAs(before);
    assertThat(new SignalHandlers().sweep(plugin.departed())).isEmpty();
    assertThat(handledBy("WINCH", before)).isSameAs(ofNext);
  }

  @Test
  void theJvmsOwnHandlersComeBackForTermination() throws Exception {
    Object first = handledBy("HUP", handler(plugin));
    assertThat(new SignalHandlers().sweep(plugin.departed())).hasSize(1);
    assertThat(handledBy("HUP", first)).hasToString(first.toString());
  }

  /** A handler of a class that a loader has defined. */
  private static Object handler(ClassLoader owner) throws ClassNotFoundException {
    return Proxy.newProxyInstance(
        owner,
        new Class<?>[] {Class.forName("sun.misc.SignalHandler")},
        (proxy, method, arguments) -> null);
  }

  /** Has a signal handled; what handled it before. By reflection: the compiler warns of it. */
  private static Object handledBy(String name, Object handler) throws Exception {
    Class<?> type = Class.forName("sun.misc.Signal");
    Object signal = type.getConstructor(String.class).newInstance(name);
    return type.getMethod("handle", type, Class.forName("sun.misc.SignalHandler"))
        .invoke(null, signal, handler);
  }
}
