package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Leftover;
import dev.pluginswap.unload.walk.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SeverElementsTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();
  private final SeverElements repair = new SeverElements();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  @SuppressWarnings("JdkObsolete") // applications have them
  static Stream<Supplier<Collection<Object>>> collections() {
    return Stream.of(
        ArrayList::new,
        LinkedList::new,
        ArrayDeque::new,
        HashSet::new,
        CopyOnWriteArrayList::new,
        ConcurrentLinkedQueue::new,
        LinkedBlockingQueue::new,
        ConcurrentHashMap::newKeySet,
        () -> Collections.newSetFromMap(new IdentityHashMap<>()),
        () -> Collections.synchronizedList(new ArrayList<>()),
        () -> Collections.synchronizedSet(new HashSet<>()));
  }

  @ParameterizedTest
  @MethodSource("collections")
  void theElementGoesAlone(Supplier<Collection<Object>> of) throws Exception {
    Collection<Object> collection = of.get();
    Object nexts = next.object();
    collection.addAll(List.of("first", plugin.object(), nexts, plugin.type(), "last"));
    Application.held = collection;
    assertThat(Application.holders(plugin)).hasSize(2);
    assertThat(Application.repair(repair, plugin))
        .first()
        .asString()
        .startsWith("took c")
        .endsWith(Application.HELD);
    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(collection).containsExactlyInAnyOrder("first", nexts, "last");
  }

  static Stream<Supplier<Map<Object, Object>>> maps() {
    return Stream.of(
        HashMap::new,
        LinkedHashMap::new,
        WeakHashMap::new,
        IdentityHashMap::new,
        ConcurrentHashMap::new,
        () -> Collections.synchronizedMap(new HashMap<>()));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void entriesGoByKeyAndByValue(Supplier<Map<Object, Object>> of) throws Exception {
    Map<Object, Object> map = of.get();
    Object key = plugin.object();
    map.put("kept", "value");
    map.put("value", plugin.object());
    map.put(key, "key");
    map.put(key.getClass(), key);
    map.put("nexts", next.object());
    Application.held = map;
    List<String> done = Application.repair(repair, plugin);
    assertThat(done).isNotEmpty();
    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(map).containsKeys("kept", "nexts").doesNotContainKey("value");
  }

  @Test
  void sortedAndEnumMapsToo() throws Exception {
    Map<Object, Object> tree = new TreeMap<>(Map.of("a", plugin.object(), "b", "kept"));
    Map<Object, Object> skip = new ConcurrentSkipListMap<>(tree);
    Map<TimeUnit, Object> byEnum = new EnumMap<>(Map.of(TimeUnit.DAYS, plugin.object()));
    Application.held = List.of(tree, skip, byEnum);
    assertThat(Application.repair(repair, plugin)).hasSize(3);
    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(tree).containsOnlyKeys("b");
    assertThat(skip).containsOnlyKeys("b");
  }

  @Test
  void whatCannotBeModifiedIsNot() throws Exception {
    List<Object> inner = new ArrayList<>(List.of(plugin.object()));
    Application.held =
        List.of(
            List.of(plugin.object(), "other", "third"),
            Map.of("key", plugin.object(), "other", "value"),
            Set.of(plugin.object()),
            Collections.unmodifiableList(inner));
    int before = Application.holders(plugin).size();
    assertThat(Application.repair(repair, plugin)).isEmpty();
    assertThat(Application.holders(plugin)).hasSize(before);
    assertThat(inner).hasSize(1);
  }

  /** What the host put around the plugin's object. */
  private record Entry(Object of) {}

  @Test
  void anElementThatOnlyReachesThePluginStays() throws Exception {
    List<Object> list =
        new ArrayList<>(List.of(new Entry(plugin.object()), Map.of("key", plugin.object())));
    Application.held = list;
    assertThat(Application.repair(repair, plugin)).isEmpty();
    assertThat(list).hasSize(2);
  }

  @Test
  void whatBelongsToTheNextGenerationByNowStays() throws Exception {
    List<Object> list = new ArrayList<>(List.of(plugin.object()));
    Application.held = list;
    Walk walk = plugin.walk(Application.class);
    Object nexts = next.object();
    list.set(0, nexts);
    for (Edge edge : walk.edges()) {
      assertThat(repair.repair(edge, plugin.departed(), walk)).isNull();
    }
    assertThat(list).containsExactly(nexts);
  }

  @Test
  void itIsOffUnlessSwitchedOn() {
    assertThat(repair.isDefault()).isFalse();
    assertThat(new SeverFields().isDefault()).isFalse();
  }
}
