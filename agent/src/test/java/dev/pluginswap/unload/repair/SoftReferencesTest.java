package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SoftReferencesTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  @Test
  void theReferenceToThePluginIsClearedAndQueuedAndNoOther() throws Exception {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    SoftReference<Object> own = new SoftReference<>(List.of(plugin.object()), queue);
    SoftReference<Object> other = new SoftReference<>(next.object(), queue);
    SoftReference<Object> hosts = new SoftReference<>("the host's", queue);
    Application.held = List.of(own, other, hosts);
    assertThat(Application.holders(plugin)).hasSize(1);

    assertThat(Application.repair(new SoftReferences(), plugin))
        .singleElement()
        .asString()
        .startsWith("cleared soft references at ")
        .contains(Application.HELD);

    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(queue.poll()).isSameAs(own);
    assertThat(queue.poll()).isNull();
    assertThat(other.get()).isNotNull();
    assertThat(hosts.get()).isNotNull();
  }
}
