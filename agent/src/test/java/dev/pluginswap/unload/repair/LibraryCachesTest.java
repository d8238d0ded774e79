package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.pluginswap.unload.walk.Leftover;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LibraryCachesTest {

  /** What the host maps. */
  public record Greeting(String text) {}

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  private static Object bean(Leftover plugin) throws Exception {
    return new ByteBuddy()
        .subclass(Object.class)
        .name("com.acme.greeter.Bean")
        .modifiers(Visibility.PUBLIC)
        .defineProperty("text", String.class)
        .make()
        .load(plugin.loader(), ClassLoadingStrategy.Default.INJECTION)
        .getLoaded()
        .getConstructor()
        .newInstance();
  }

  @Test
  void guavasEntriesGoAlone() throws Exception {
    Cache<Object, Object> cache = CacheBuilder.newBuilder().build();
    cache.put("kept", "value");
    cache.put("value", plugin.object());
    cache.put(plugin.type(), "key");
    cache.put("nexts", next.object());
    Application.held = cache;
    assertThat(Application.holders(plugin)).isNotEmpty();
    assertThat(Application.repair(new LibraryCaches(), plugin))
        .anySatisfy(said -> assertThat(said).contains("out of the cache at " + Application.HELD));
    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(cache.asMap()).containsOnlyKeys("kept", "nexts");
  }

  @Test
  void jacksonForgetsThePluginsClassesAndWorks() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    Object bean = bean(plugin);
    assertThat(mapper.writeValueAsString(bean)).isEqualTo("{\"text\":null}");
    assertThat(mapper.readValue("{\"text\":\"hello\"}", bean.getClass())).isNotNull();
    assertThat(mapper.writeValueAsString(new Greeting("hello"))).contains("hello");
    Application.held = mapper;
    assertThat(Application.holders(plugin)).isNotEmpty();
    for (int i = 0; i < 5 && !Application.holders(plugin).isEmpty(); i++) {
      assertThat(Application.repair(new LibraryCaches(), plugin)).isNotEmpty();
    }
    assertThat(Application.holders(plugin)).isEqualTo(List.of());
    assertThat(mapper.readValue("{\"text\":\"hello\"}", Greeting.class).text()).isEqualTo("hello");
  }

  @Test
  void cachesWithoutAClassOfThePluginStay() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    Application.held = List.of(mapper, plugin.object());
    mapper.writeValueAsString(bean(next));
    int before = Application.holders(next).size();
    assertThat(before).isPositive();
    assertThat(Application.repair(new LibraryCaches(), plugin)).isEmpty();
    assertThat(Application.holders(next)).hasSize(before);
  }
}
