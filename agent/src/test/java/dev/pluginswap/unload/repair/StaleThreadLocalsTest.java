package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ThreadLocalUsage") // those of plugins are often not
final class StaleThreadLocalsTest {

  private static final ThreadLocal<Object> OF_THE_HOST = new ThreadLocal<>();

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    OF_THE_HOST.remove();
    Application.held = null;
  }

  private List<String> holders() {
    return Application.holders(
        plugin,
        "thread \"" + Thread.currentThread().getName() + "\" → thread local",
        StaleThreadLocalsTest.class);
  }

  private List<String> repair() throws Exception {
    return Application.repair(new StaleThreadLocals(), plugin, StaleThreadLocalsTest.class);
  }

  @Test
  void aListInAThreadLocalThatOnlyThePluginReachesGoes() throws Exception {
    ThreadLocal<Object> own = new ThreadLocal<>();
    own.set(new ArrayList<>(List.of(plugin.object())));
    assertThat(holders())
        .singleElement()
        .asString()
        .endsWith("→ thread local → ArrayList[0] → com.acme.greeter.Impl");

    assertThat(repair())
        .containsExactly(
            "dropped java.util.ArrayList that thread \"%s\" kept for a thread local of the plugin"
                .formatted(Thread.currentThread().getName()));

    assertThat(holders()).isEmpty();
    assertThat(own.get()).isNull();
    own.set("usable still");
    assertThat(own.get()).isEqualTo("usable still");
    own.remove();
  }

  @Test
  void aThreadLocalOfTheHostKeepsItsList() throws Exception {
    List<Object> kept = List.of("the host's", plugin.object());
    OF_THE_HOST.set(kept);
    assertThat(holders()).hasSize(1);
    assertThat(repair()).isEmpty();
    assertThat(OF_THE_HOST.get()).isSameAs(kept);
  }

  @Test
  void theNextGenerationsThreadLocalStays() throws Exception {
    ThreadLocal<Object> nexts = new ThreadLocal<>();
    nexts.set(List.of(next.object()));
    ThreadLocal<Object> own = new ThreadLocal<>();
    own.set(List.of(plugin.object()));
    assertThat(repair()).hasSize(1);
    assertThat(nexts.get()).isNotNull();
    nexts.remove();
  }

  @Test
  void thoseThatThreadsInheritGoToo() throws Exception {
    InheritableThreadLocal<Object> own = new InheritableThreadLocal<>();
    own.set(new ArrayList<>(List.of(plugin.object())));
    assertThat(holders()).hasSize(1);
    assertThat(repair()).hasSize(1);
    assertThat(holders()).isEmpty();
  }

  @Test
  void oneThatOnlyItsOwnValuesReferToGoes() throws Exception {
    ThreadLocal<Object> own = new ThreadLocal<>();
    own.set(new Object[] {plugin.object(), own});
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Object value = new Object[] {plugin.object(), own};
      other.submit(() -> own.set(value)).get();
      assertThat(Application.holders(plugin, "→ thread local")).hasSize(2);
      assertThat(repair()).hasSize(2);
      assertThat(Application.holders(plugin, "→ thread local")).isEmpty();
      assertThat(own.get()).isNull();
    } finally {
      other.shutdown();
    }
  }

  @Test
  void oneThatTheApplicationRefersToAsWellKeepsItsValue() throws Exception {
    ThreadLocal<Object> shared = new ThreadLocal<>();
    shared.set(new Object[] {plugin.object(), shared});
    Application.held = shared;
    assertThat(repair()).isEmpty();
    assertThat(shared.get()).isNotNull();
    Application.held = List.of(List.of(shared));
    assertThat(repair()).isEmpty();
    shared.remove();
  }

  @Test
  void manyOfTheApplicationsCostNoLooksThatOneOfThePluginsNeeds() throws Exception {
    List<ThreadLocal<Object>> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ThreadLocal<Object> local = new ThreadLocal<>();
      local.set(List.of(plugin.object()));
      many.add(local);
    }
    Application.held = many;
    ThreadLocal<Object> own = new ThreadLocal<>();
    own.set(new Object[] {new Object[] {plugin.object(), own}}); // further away than those
    assertThat(repair()).hasSize(1);
    assertThat(own.get()).isNull();
    assertThat(many).noneMatch(local -> local.get() == null);
    many.forEach(ThreadLocal::remove);
  }
}
