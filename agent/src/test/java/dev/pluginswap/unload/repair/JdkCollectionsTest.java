package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import dev.pluginswap.unload.walk.Raw;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JdkCollectionsTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  private static List<String> repair(Leftover plugin, Class<?>... roots) throws Exception {
    return Application.repair(new JdkCollections(), plugin, roots);
  }

  @Test
  void aDriverGoesAndOthersStay() throws Exception {
    Driver nexts = next.object(Driver.class);
    DriverManager.registerDriver(plugin.object(Driver.class));
    DriverManager.registerDriver(nexts);
    List<?> registered = (List<?>) Raw.readStatic(DriverManager.class, "registeredDrivers");
    int before = registered.size();

    assertThat(repair(plugin, DriverManager.class))
        .contains(
            "took com.acme.greeter.DriverImpl out of CopyOnWriteArrayList at static"
                + " java.sql.DriverManager.registeredDrivers");

    assertThat(Application.holders(plugin, "DriverManager", DriverManager.class)).isEmpty();
    assertThat(Application.holders(next, "DriverManager", DriverManager.class)).hasSize(1);
    assertThat(registered).hasSize(before - 1);
    assertThat(repair(next, DriverManager.class)).hasSize(1);
  }

  @Test
  void listenersOfTheJdkGo() throws Exception {
    Class<?> recorder = Class.forName("jdk.jfr.internal.PlatformRecorder");
    FlightRecorderListener hosts = new FlightRecorderListener() {};
    FlightRecorder.addListener(hosts);
    FlightRecorder.addListener(plugin.object(FlightRecorderListener.class));
    Runnable hostsConfiguration = () -> {};
    LogManager.getLogManager().addConfigurationListener(hostsConfiguration);
    LogManager.getLogManager().addConfigurationListener(plugin.object(Runnable.class));
    assertThat(repair(plugin, recorder, LogManager.class))
        .anySatisfy(said -> assertThat(said).contains("PlatformRecorder.changeListeners"))
        .anySatisfy(said -> assertThat(said).contains("LogManager"));
    assertThat(FlightRecorder.removeListener(hosts)).isTrue();
    assertThat(Application.holders(plugin, "Listeners", recorder, LogManager.class)).isEmpty();
    Map<?, ?> listeners = (Map<?, ?>) Raw.read(LogManager.getLogManager(), "listeners");
    assertThat(listeners.containsKey(hostsConfiguration)).isTrue();
    LogManager.getLogManager().removeConfigurationListener(hostsConfiguration);
  }

  /** A thread is nobody's because of its context. */
  @Test
  void aThreadInACollectionOfTheJdkIsNotTakenOutForItsContext() throws Exception {
    Class<?> hooks = Class.forName("java.lang.ApplicationShutdownHooks");
    Thread hook = new Thread(() -> {});
    hook.setContextClassLoader(plugin.loader());
    Runtime.getRuntime().addShutdownHook(hook);
    assertThat(repair(plugin, hooks)).isEmpty();
    assertThat(Runtime.getRuntime().removeShutdownHook(hook)).isTrue();
    Thread around = new Thread(plugin.<Runnable>object(Runnable.class));
    Runtime.getRuntime().addShutdownHook(around);
    assertThat(repair(plugin, hooks)).isEmpty();
    assertThat(Runtime.getRuntime().removeShutdownHook(around)).isTrue();
    Runtime.getRuntime().addShutdownHook(plugin.object(Thread.class));
    assertThat(repair(plugin, hooks)).hasSize(1);
  }

  @Test
  void collectionsOfTheApplicationStay() throws Exception {
    List<Object> list = new ArrayList<>(List.of(plugin.object()));
    Application.held = list;
    assertThat(repair(plugin)).isEmpty();
    assertThat(list).hasSize(1);
  }

  /** What the application put around the plugin's object is the application's. */
  @Test
  void anElementOfTheApplicationStays() throws Exception {
    List<Object> around = List.of(plugin.object());
    FlightRecorderListener hosts = new Listening(around);
    FlightRecorder.addListener(hosts);
    assertThat(repair(plugin, Class.forName("jdk.jfr.internal.PlatformRecorder"))).isEmpty();
    assertThat(FlightRecorder.removeListener(hosts)).isTrue();
  }

  private record Listening(List<Object> around) implements FlightRecorderListener {}
}
