package dev.pluginswap.unload.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WalkerTest {

  /** What somebody holds. */
  static final class Registry {
    static @Nullable Object held;
    @Nullable Object field;
  }

  private final Leftover plugin = new Leftover();

  @AfterEach
  void letGo() {
    Registry.held = null;
  }

  private List<String> holders() {
    return plugin.walk(Registry.class).edges().stream()
        .map(Edge::toString)
        .filter(holder -> holder.contains("Registry"))
        .toList();
  }

  private static final String HELD =
      "static dev.pluginswap.unload.walk.WalkerTest$Registry.held → ";

  @Test
  void nobodyHoldsWhatNobodyHolds() {
    assertThat(holders()).isEmpty();
  }

  @Test
  void aStaticFieldIsNamed() {
    Registry.held = plugin.object();
    assertThat(holders()).containsExactly(HELD + "com.acme.greeter.Impl");
  }

  @Test
  void classesAndLoadersAreThePluginsToo() {
    Registry.held = List.of(plugin.type(), plugin.loader());
    assertThat(holders())
        .hasSize(2)
        .allSatisfy(holder -> assertThat(holder).startsWith(HELD))
        .anySatisfy(holder -> assertThat(holder).endsWith("class com.acme.greeter.Impl"));
  }

  @Test
  void everyReferenceFromOutsideIsFoundOnce() {
    Object held = plugin.object();
    Registry registry = new Registry();
    registry.field = held;
    Registry.held = new ArrayList<>(List.of("other", held, registry, registry));
    assertThat(holders())
        .containsExactlyInAnyOrder(
            HELD + "ArrayList[1] → com.acme.greeter.Impl",
            HELD
                + "ArrayList[2] → dev.pluginswap.unload.walk.WalkerTest$Registry.field → "
                + "com.acme.greeter.Impl");
  }

  @Test
  void mapsSayWhetherItIsTheKeyOrTheValue() {
    Map<Object, Object> map = new HashMap<>();
    map.put("name", plugin.object());
    Registry.held = map;
    assertThat(holders()).containsExactly(HELD + "HashMap{…} → value → com.acme.greeter.Impl");
    map.clear();
    map.put(plugin.object(), "name");
    assertThat(holders()).containsExactly(HELD + "HashMap{…} → key → com.acme.greeter.Impl");
  }

  @Test
  void thePluginsOwnObjectsAreNotLookedInto() {
    Registry.held = plugin.object();
    Walk walk = plugin.walk(Registry.class);
    assertThat(walk.isReachedFromOutside(Registry.held)).isFalse();
    assertThat(walk.isReachedFromOutside(Registry.class)).isTrue();
  }

  @Test
  void weakReferencesHoldNothingAndSoftOnesDo() {
    Object held = plugin.object();
    Registry.held = new WeakReference<>(held);
    assertThat(holders()).isEmpty();
    Registry.held = new SoftReference<>(held);
    assertThat(holders()).hasSize(1);
  }

  @Test
  void arraysOfThePluginsTypesAreThePlugins() {
    Registry.held = java.lang.reflect.Array.newInstance(plugin.type(), 3);
    assertThat(holders()).containsExactly(HELD + "com.acme.greeter.Impl[]");
  }

  @Test
  void threadsAreRoots() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "acme-worker");
    thread.setContextClassLoader(plugin.loader());
    thread.start();
    try {
      assertThat(plugin.walk().edges())
          .anySatisfy(
              edge ->
                  assertThat(edge.toString())
                      .startsWith("thread \"acme-worker\" → ")
                      .contains("contextClassLoader"));
    } finally {
      end.countDown();
      thread.join();
    }
  }

  @Test
  void aReferenceThatIsGoneByNowIsKnownToBe() {
    Registry.held = plugin.object();
    Edge edge =
        plugin.walk(Registry.class).edges().stream()
            .filter(found -> found.toString().contains("Registry"))
            .findFirst()
            .orElseThrow();
    assertThat(edge.isStillThere()).isTrue();
    Registry.held = null;
    assertThat(edge.isStillThere()).isFalse();
  }

  @Test
  void aWalkThatTakesTooLongSaysSo() {
    AtomicLong time = new AtomicLong();
    Walk walk =
        new Walker(
                plugin.departed(),
                new WalkLimits(Duration.ofMillis(5), 1_000_000),
                () -> time.getAndAdd(10_000_000))
            .walk(new Class<?>[] {Registry.class});
    assertThat(walk.notSeen()).isEqualTo("stopped after 5 ms");
    assertThat(walk.isReachedFromOutside(new Object())).isTrue();
  }

  @Test
  void aWalkThatMeetsTooMuchSaysSo() {
    Registry.held = new Object[][] {new Object[10_000], {new Object()}};
    Object[] many = (Object[]) ((Object[]) Registry.held)[0];
    for (int i = 0; i < many.length; i++) {
      many[i] = new Object();
    }
    Walk walk =
        new Walker(
                plugin.departed(), new WalkLimits(Duration.ofMinutes(1), 5_000), System::nanoTime)
            .walk(new Class<?>[] {Registry.class});
    assertThat(walk.notSeen()).isEqualTo("stopped after 5,000 objects");
    assertThat(walk.objects()).isLessThanOrEqualTo(5_000);
  }
}
