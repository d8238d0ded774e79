package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pluginswap.unload.walk.Leftover;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MixInsTest {

  /** What the host maps. */
  public record Greeting(String text, String by) {}

  /** How. */
  @JsonPropertyOrder({"by", "text"})
  private interface Turned {}

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  @Test
  void thePluginsGoAloneAndTheHostsWork() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    mapper.addMixIn(Greeting.class, Turned.class);
    mapper.addMixIn(plugin.type(), Turned.class);
    mapper.addMixIn(Thread.class, plugin.type());
    mapper.addMixIn(Runnable.class, next.type());
    Application.held = mapper;
    assertThat(Application.holders(plugin)).isNotEmpty();
    assertThat(Application.repair(new MixIns(), plugin))
        .singleElement()
        .asString()
        .startsWith("took the mix-in of class com.acme.greeter.Impl off the mapper at ");
    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(mapper.findMixInClassFor(Runnable.class)).isSameAs(next.type());
    assertThat(mapper.writeValueAsString(new Greeting("hello", "me")))
        .isEqualTo("{\"by\":\"me\",\"text\":\"hello\"}");
  }

  @Test
  void mixInsOfOthersStay() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    mapper.addMixIn(Thread.class, next.type());
    Application.held = List.of(mapper, plugin.object());
    assertThat(Application.repair(new MixIns(), plugin)).isEmpty();
    assertThat(mapper.findMixInClassFor(Thread.class)).isSameAs(next.type());
  }
}
