package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SslContextsTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();
  private SSLContext before;

  @BeforeEach
  void remember() throws Exception {
    before = SSLContext.getDefault();
  }

  @AfterEach
  void putBack() {
    SSLContext.setDefault(before);
  }

  private static SSLContext context(@Nullable KeyManager keys, Leftover trusting) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager trust = trusting.object(X509TrustManager.class);
    context.init(keys == null ? null : new KeyManager[] {keys}, new TrustManager[] {trust}, null);
    return context;
  }

  private List<String> repair() throws Exception {
    return Application.repair(new SslContexts(), plugin, SSLContext.class);
  }

  @Test
  void aDefaultContextThatAsksThePluginGoes() throws Exception {
    SSLContext set = context(null, plugin);
    SSLContext.setDefault(set);
    assertThat(repair())
        .containsExactly(
            "took the default SSL context, which asks com.acme.greeter.X509TrustManagerImpl, out of"
                + " javax.net.ssl.SSLContext.defaultContext");
    assertThat(SSLContext.getDefault())
        .isNotSameAs(set)
        .extracting("protocol")
        .isEqualTo("Default");
  }

  @Test
  void aDefaultSocketFactoryThatAsksThePluginGoes() throws Exception {
    SSLSocketFactory before = HttpsURLConnection.getDefaultSSLSocketFactory();
    try {
      SSLSocketFactory set = context(null, plugin).getSocketFactory();
      HttpsURLConnection.setDefaultSSLSocketFactory(set);
      assertThat(Application.repair(new SslContexts(), plugin, HttpsURLConnection.class))
          .hasSize(1);
      assertThat(HttpsURLConnection.getDefaultSSLSocketFactory()).isNotNull().isNotSameAs(set);
    } finally {
      HttpsURLConnection.setDefaultSSLSocketFactory(before);
    }
  }

  @Test
  void oneThatAsksOthersAsWellStays() throws Exception {
    SSLContext set = context(next.object(X509KeyManager.class), plugin);
    SSLContext.setDefault(set);
    assertThat(repair()).isEmpty();
    assertThat(SSLContext.getDefault()).isSameAs(set);
  }

  @Test
  void oneOfTheNextGenerationStays() throws Exception {
    SSLContext set = context(null, next);
    SSLContext.setDefault(set);
    assertThat(repair()).isEmpty();
    assertThat(SSLContext.getDefault()).isSameAs(set);
  }
}
