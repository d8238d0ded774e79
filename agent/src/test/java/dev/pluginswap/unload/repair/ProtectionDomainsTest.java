package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProtectionDomainsTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  private static ProtectionDomain of(Leftover plugin) {
    return new ProtectionDomain(
        new CodeSource(null, (java.security.cert.Certificate[]) null),
        null,
        plugin.loader(),
        null);
  }

  @Test
  void thePluginsDomainForgetsItsLoaderAndNoOther() throws Exception {
    ProtectionDomain own = of(plugin);
    ProtectionDomain other = of(next);
    Application.held = List.of(own, other);
    assertThat(Application.holders(plugin)).hasSize(1);

    assertThat(Application.repair(new ProtectionDomains(), plugin))
        .anySatisfy(
            said ->
                assertThat(said)
                    .contains("out of the protection domain at " + Application.HELD));

    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(own.getClassLoader()).isNull();
    assertThat(own.getCodeSource()).isNotNull();
    assertThat(other.getClassLoader()).isSameAs(next.loader());
  }
}
