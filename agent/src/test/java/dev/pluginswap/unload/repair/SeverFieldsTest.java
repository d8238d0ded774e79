package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Leftover;
import dev.pluginswap.unload.walk.Walk;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import net.bytebuddy.ByteBuddy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SeverFieldsTest {

  /** What an application is made of. */
  static final class Parts {
    static @Nullable Object shared;
    @Nullable Object current;
    @Nullable Object other = "the host's";
    @Nullable ClassLoader loader;
    Object @Nullable [] array;
  }

  /** A record of the host. */
  private record Pair(Object left, Object right) {}

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();
  private final SeverFields repair = new SeverFields();

  @AfterEach
  void letGo() {
    Application.held = null;
    Parts.shared = null;
  }

  private List<String> repair() throws Exception {
    return Application.repair(repair, plugin, Parts.class).stream()
        .filter(said -> said.contains(Application.HELD) || said.contains("Parts"))
        .toList();
  }

  @Test
  void fieldsAndElementsBecomeNull() throws Exception {
    Parts parts = new Parts();
    parts.current = plugin.object();
    parts.loader = plugin.loader();
    parts.array = new Object[] {"first", plugin.type(), next.type()};
    Parts.shared = plugin.object();
    Application.held = parts;

    assertThat(repair())
        .containsExactlyInAnyOrder(
            "cleared static dev.pluginswap.unload.repair.SeverFieldsTest$Parts.shared, which was"
                + " com.acme.greeter.Impl",
            "cleared "
                + Application.HELD
                + " → dev.pluginswap.unload.repair.SeverFieldsTest$Parts.current, which was"
                + " com.acme.greeter.Impl",
            "cleared "
                + Application.HELD
                + " → dev.pluginswap.unload.repair.SeverFieldsTest$Parts.loader, which was "
                + plugin.loader().getClass().getName(),
            "cleared "
                + Application.HELD
                + " → dev.pluginswap.unload.repair.SeverFieldsTest$Parts.array[1], which was"
                + " class com.acme.greeter.Impl");

    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(Parts.shared).isNull();
    assertThat(parts.other).isEqualTo("the host's");
    assertThat(parts.loader).isSameAs(plugin.departed().successor());
    assertThat(parts.array).containsExactly("first", null, next.type());
  }

  @Test
  void referencesAreFieldsToo() throws Exception {
    AtomicReference<Object> reference = new AtomicReference<>(plugin.object());
    AtomicReferenceArray<Object> array =
        new AtomicReferenceArray<>(new Object[] {next.object(), plugin.object()});
    Optional<Object> optional = Optional.of(plugin.object());
    Application.held = List.of(reference, array, optional);
    assertThat(repair()).hasSize(3);
    assertThat(reference.get()).isNull();
    assertThat(optional).isEmpty();
    assertThat(array.get(0)).isNotNull();
    assertThat(array.get(1)).isNull();
    assertThat(Application.holders(plugin)).isEmpty();
  }

  @Test
  void whatTheJvmTakesForConstantsAndTheJdksOwnStay() throws Exception {
    Object held = plugin.object();
    Callable<Object> lambda = () -> held;
    Pair pair = new Pair(held, "right");
    Thread thread = new Thread(plugin.<Runnable>object(Runnable.class));
    Application.held = List.of(pair, lambda, thread, new Object[] {held}, List.of(held));
    assertThat(repair()).isEmpty();
    assertThat(pair.left()).isSameAs(held);
    assertThat(lambda.call()).isSameAs(held);
  }

  @Test
  void systemOutStays() throws Exception {
    PrintStream before = System.out;
    PrintStream plugins =
        (PrintStream)
            new ByteBuddy()
                .subclass(PrintStream.class)
                .name("com.acme.greeter.Stream")
                .make()
                .load(
                    plugin.loader(),
                    net.bytebuddy.dynamic.loading.ClassLoadingStrategy.Default.INJECTION)
                .getLoaded()
                .getConstructor(OutputStream.class)
                .newInstance(before);
    System.setOut(plugins);
    try {
      Application.repair(repair, plugin, System.class);
      assertThat(System.out).isSameAs(plugins);
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void whatBelongsToTheNextGenerationByNowStays() throws Exception {
    Parts.shared = plugin.object();
    Walk walk = plugin.walk(Parts.class);
    Object nexts = next.object();
    Parts.shared = nexts;
    for (Edge edge : walk.edges()) {
      if (edge.toString().contains("Parts.shared")) {
        assertThat(repair.repair(edge, plugin.departed(), walk)).isNull();
      }
    }
    assertThat(Parts.shared).isSameAs(nexts);
  }
}
