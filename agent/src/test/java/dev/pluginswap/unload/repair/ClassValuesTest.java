package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ClassValuesTest {

  /** A class of the host, on which class values hang. */
  static final class Subject {}

  /** Computes what a test says. */
  static final class Computed extends ClassValue<Object> {
    private final Function<Class<?>, Object> how;

    Computed(Function<Class<?>, Object> how) {
      this.how = how;
    }

    @Override
    protected Object computeValue(Class<?> type) {
      return how.apply(type);
    }
  }

  /** A class value of the host. */
  static final class OfTheHost {
    static final List<Object> NEXT = new ArrayList<>();
    static final Computed VALUE = new Computed(type -> NEXT.get(NEXT.size() - 1));
  }

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  private static List<String> holders(Leftover plugin) {
    return Application.holders(plugin, "classValueMap", Subject.class, OfTheHost.class);
  }

  private static List<String> repair(Leftover plugin) throws Exception {
    return Application.repair(new ClassValues(), plugin, Subject.class, OfTheHost.class);
  }

  @Test
  void aValueThatIsThePluginsGoesAndIsComputedAgain() throws Exception {
    OfTheHost.NEXT.add(plugin.object());
    assertThat(OfTheHost.VALUE.get(Subject.class)).isNotNull();
    OfTheHost.NEXT.clear();
    OfTheHost.NEXT.add("of the host");
    assertThat(OfTheHost.VALUE.get(String.class)).isEqualTo("of the host");
    assertThat(holders(plugin)).isNotEmpty();

    assertThat(repair(plugin))
        .contains(
            "dropped the class value com.acme.greeter.Impl of class " + Subject.class.getName());

    assertThat(holders(plugin)).isEmpty();
    OfTheHost.NEXT.add("computed again");
    assertThat(OfTheHost.VALUE.get(Subject.class)).isEqualTo("computed again");
    assertThat(OfTheHost.VALUE.get(String.class)).isEqualTo("of the host");
  }

  @Test
  void aValueForAClassValueThatOnlyThePluginReachesGoes() throws Exception {
    Object value = new ArrayList<>(List.of(plugin.object()));
    Computed own = new Computed(type -> value);
    Computed nexts = new Computed(type -> next.object());
    own.get(Subject.class);
    nexts.get(Subject.class);
    own.get(Integer.class);
    own.remove(Integer.class); // other entries have an old version from now on
    assertThat(holders(plugin)).isNotEmpty();
    assertThat(repair(plugin)).isNotEmpty();
    assertThat(holders(plugin)).isEmpty();
    assertThat(holders(next)).isNotEmpty();
    nexts.remove(Subject.class);
  }

  @Test
  void aValueOfTheHostThatReachesThePluginStays() throws Exception {
    List<Object> value = new ArrayList<>(List.of(plugin.object()));
    OfTheHost.NEXT.add(value);
    OfTheHost.VALUE.remove(Subject.class);
    assertThat(OfTheHost.VALUE.get(Subject.class)).isSameAs(value);
    OfTheHost.NEXT.clear();
    assertThat(holders(plugin)).isNotEmpty();
    assertThat(repair(plugin)).isEmpty();
    OfTheHost.NEXT.add("another");
    assertThat(OfTheHost.VALUE.get(Subject.class)).isSameAs(value);
    OfTheHost.VALUE.remove(Subject.class);
  }
}
