package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SecurityProvidersTest {

  /** Provides nothing. */
  static final class Empty extends Provider {
    private static final long serialVersionUID = 1L;

    Empty(String name) {
      super(name, "1", "nothing");
    }
  }

  private final Acme plugin = new Acme("v1", Empty.class);
  private final Acme next = new Acme("v2", Empty.class);

  @AfterEach
  void remove() {
    Security.removeProvider("acme-1");
    Security.removeProvider("acme-2");
  }

  @Test
  void onlyProvidersOfThePluginGo() throws Exception {
    Security.addProvider(plugin.make(Empty.class, Provider.class, "acme-1"));
    Security.addProvider(next.make(Empty.class, Provider.class, "acme-2"));
    int before = Security.getProviders().length;
    assertThat(new SecurityProviders().sweep(plugin.departed()))
        .containsExactly(
            "took the security provider acme-1, a %s, out of the JVM's"
                .formatted(Empty.class.getName()));
    assertThat(Security.getProvider("acme-1")).isNull();
    assertThat(Security.getProvider("acme-2")).isNotNull();
    assertThat(Security.getProviders()).hasSize(before - 1);
  }
}
