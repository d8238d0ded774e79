package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CleanersTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  @Test
  void thePluginsActionsGoWithoutRunningAndOthersRun() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    Cleaner cleaner = Cleaner.create();
    Application.held = cleaner;
    Object kept = new Object();
    Cleaner.Cleanable hosts = cleaner.register(kept, ran::incrementAndGet);
    for (int i = 0; i < 3; i++) {
      cleaner.register(kept, plugin.object(Runnable.class));
    }
    cleaner.register(kept, next.object(Runnable.class));
    assertThat(Application.holders(plugin, "RunnableImpl")).hasSize(3);

    List<String> done = Application.repair(new Cleaners(), plugin);

    assertThat(done)
        .hasSize(3)
        .allSatisfy(
            said ->
                assertThat(said)
                    .isEqualTo(
                        "took the cleaning action com.acme.greeter.RunnableImpl out of its"
                            + " cleaner"));
    assertThat(Application.holders(plugin, "RunnableImpl")).isEmpty();
    assertThat(Application.holders(next, "RunnableImpl")).hasSize(1);
    hosts.clean();
    assertThat(ran).hasValue(1);
  }
}
