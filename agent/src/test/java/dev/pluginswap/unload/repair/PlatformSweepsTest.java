package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.rmi.Remote;
import java.rmi.server.UnicastRemoteObject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    CountDownLatch handled = new CountDownLatch(1);
    Acme own = new Acme("v3", OfUser.class);
    sun.misc.Signal signal = new sun.misc.Signal("USR2");
    sun.misc.SignalHandler before =
        sun.misc.Signal.handle(signal, own.make(OfUser.class, sun.misc.SignalHandler.class));
    assertThat(new SignalHandlers().sweep(own.departed()))
        .containsExactly("took the handler %s from signal USR2".formatted(OfUser.class.getName()));
    sun.misc.SignalHandler ofHost = received -> handled.countDown();
    assertThat(sun.misc.Signal.handle(signal, ofHost)).isEqualTo(sun.misc.SignalHandler.SIG_DFL);
    assertThat(new SignalHandlers().sweep(own.departed())).isEmpty();
    sun.misc.Signal.raise(signal);
    assertThat(handled.await(20, TimeUnit.SECONDS)).isTrue();
    sun.misc.Signal.handle(signal, before);
  }

  @Test
  void theJvmsOwnHandlersComeBackForTermination() throws Exception {
    Acme own = new Acme("v3", OfUser.class);
    sun.misc.Signal signal = new sun.misc.Signal("HUP");
    sun.misc.SignalHandler first =
        sun.misc.Signal.handle(signal, own.make(OfUser.class, sun.misc.SignalHandler.class));
    assertThat(new SignalHandlers().sweep(own.departed())).hasSize(1);
    sun.misc.SignalHandler restored = sun.misc.Signal.handle(signal, first);
    assertThat(restored).hasToString(first.toString());
  }

  /** Handles. */
  public static final class OfUser implements sun.misc.SignalHandler {
    OfUser() {}

    @Override
    public void handle(sun.misc.Signal signal) {}
  }
}
