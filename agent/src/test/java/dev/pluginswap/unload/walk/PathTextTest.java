package dev.pluginswap.unload.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for them: that is what is tested
final class PathTextTest {

  /** What somebody holds. */
  static final class Bus {
    static @Nullable Object held;
  }

  private static final String IMPL = "com.acme.greeter.Impl";

  private final Leftover plugin = new Leftover();

  @AfterEach
  void letGo() {
    Bus.held = null;
  }

  /** The words between what is held and the plugin. */
  private String words(Object held) {
    Bus.held = held;
    String start = "static " + Bus.class.getName() + ".held → ";
    return plugin.walk(Bus.class).edges().stream()
        .map(Edge::toString)
        .filter(text -> text.startsWith(start))
        .map(text -> text.substring(start.length()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @SuppressWarnings("JdkObsolete") // applications have them
  void collections() {
    Object own = plugin.object();
    assertThat(words(new CopyOnWriteArrayList<>(List.of(own))))
        .isEqualTo("CopyOnWriteArrayList[0] → " + IMPL);
    assertThat(words(new LinkedList<>(List.of(own)))).isEqualTo("LinkedList → element → " + IMPL);
    assertThat(words(new HashSet<>(List.of(own))))
        .isEqualTo("HashSet → HashMap{…} → key → " + IMPL);
    assertThat(words(new ArrayDeque<>(List.of(own)))).isEqualTo("ArrayDeque[0] → " + IMPL);
    assertThat(words(List.of(own))).isEqualTo("List[0] → " + IMPL);
    assertThat(words(List.of("", "", own))).isEqualTo("List[2] → " + IMPL);
    assertThat(words(Set.of(own))).isEqualTo("Set → " + IMPL);
    assertThat(words(new Object[] {own})).isEqualTo("[0] → " + IMPL);
  }

  @Test
  void maps() {
    Object own = plugin.object();
    assertThat(words(new ConcurrentHashMap<>(Map.of("key", own))))
        .isEqualTo("ConcurrentHashMap{…} → value → " + IMPL);
    assertThat(words(new TreeMap<>(Map.of("key", own)))).isEqualTo("TreeMap → value → " + IMPL);
    assertThat(words(Map.of(own, "value"))).isEqualTo("Map{…} → key → " + IMPL);
    assertThat(words(new LinkedHashMap<>(Map.of("key", own))))
        .isIn("LinkedHashMap → value → " + IMPL, "HashMap{…} → value → " + IMPL);
  }

  @Test
  void lambdas() {
    Object own = plugin.object();
    Callable<Object> lambda = () -> own;
    assertThat(words(lambda))
        .isEqualTo("lambda of " + PathTextTest.class.getName() + " capturing → " + IMPL);
  }

  @Test
  void futuresAndReferences() {
    CompletableFuture<Object> future = new CompletableFuture<>();
    future.thenAccept(plugin.object(Consumer.class));
    assertThat(words(future))
        .isEqualTo("CompletableFuture → stage → com.acme.greeter.ConsumerImpl");
    assertThat(words(new AtomicReference<>(plugin.object())))
        .isEqualTo("AtomicReference.value → " + IMPL);
  }

  @Test
  @SuppressWarnings("ThreadLocalUsage") // the plugin's own
  void threadLocals() {
    ThreadLocal<Object> local = new ThreadLocal<>();
    local.set(List.of(plugin.object()));
    try {
      assertThat(plugin.walk().edges())
          .anySatisfy(
              edge ->
                  assertThat(edge)
                      .hasToString(
                          "thread \"%s\" → thread local → List[0] → %s"
                              .formatted(Thread.currentThread().getName(), IMPL)));
    } finally {
      local.remove();
    }
  }
}
