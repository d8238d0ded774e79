package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.LiveThreads;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KnownSweepsTest {

  @Test
  void eachHasANameOfItsOwnAndSaysWhatItDoes() {
    assertThat(KnownSweeps.all()).extracting(Repair::name).doesNotHaveDuplicates();
    assertThat(KnownSweeps.all())
        .allSatisfy(
            sweep -> {
              assertThat(sweep.name()).matches("[a-z]+(-[a-z]+)*");
              assertThat(sweep.meaning()).isNotBlank().doesNotEndWith(".");
            });
  }

  @Test
  void ofACleanPluginThereIsNothingToSay() {
    Acme plugin = new Acme("v1", KnownSweepsTest.class);
    plugin.copy(KnownSweepsTest.class);
    Set<Thread> before = Set.copyOf(LiveThreads.all());
    Repairs all =
        Repairs.of(KnownSweeps.all(), Set.of(), Set.of("all"), Runtime.version().feature());
    assertThat(all.sweep(plugin.departed())).isEmpty();
    assertThat(LiveThreads.all())
        .as("no thread is made for nothing")
        .filteredOn(thread -> thread.getName().startsWith("plugin-swap"))
        .allMatch(before::contains);
  }
}
