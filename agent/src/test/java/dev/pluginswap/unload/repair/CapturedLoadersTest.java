package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import dev.pluginswap.unload.walk.Raw;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CapturedLoadersTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  @Test
  void whatTheJdkCapturedBecomesTheWorkspaces() throws Exception {
    ServiceLoader<Runnable> own = ServiceLoader.load(Runnable.class, plugin.loader());
    ServiceLoader<Runnable> other = ServiceLoader.load(Runnable.class, next.loader());
    Thread unstarted = new Thread(() -> {});
    unstarted.setContextClassLoader(plugin.loader());
    Application.held = List.of(own, other, unstarted);

    assertThat(Application.repair(new CapturedLoaders(), plugin))
        .anySatisfy(
            said ->
                assertThat(said)
                    .startsWith("gave java.util.ServiceLoader.loader the workspace's class loader")
                    .contains(Application.HELD));

    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(Raw.read(own, "loader")).isSameAs(plugin.departed().successor());
    assertThat(Raw.read(other, "loader")).isSameAs(next.loader());
    assertThat(unstarted.getContextClassLoader()).isSameAs(plugin.departed().successor());
  }

  /** A field of the application may mean whatever it likes. */
  static final class OfTheApplication {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
  }

  @Test
  void loadersAndFieldsOfTheApplicationStay() throws Exception {
    OfTheApplication field = new OfTheApplication();
    field.loader = plugin.loader();
    try (URLClassLoader below = new URLClassLoader(new URL[0], plugin.loader())) {
      Application.held = List.of(field, below, plugin.type().getModule());
      assertThat(Application.repair(new CapturedLoaders(), plugin))
          .noneSatisfy(said -> assertThat(said).contains(Application.HELD));
      assertThat(field.loader).isSameAs(plugin.loader());
      assertThat(below.getParent()).isSameAs(plugin.loader());
    }
  }
}
