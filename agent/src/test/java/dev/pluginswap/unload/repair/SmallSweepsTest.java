package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pluginswap.unload.walk.Raw;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.ProtectionDomain;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of url-handlers, system-properties, uncaught-handlers and access-control. */
final class SmallSweepsTest {

  /** Handles nothing. */
  static final class Handler implements UncaughtExceptionHandler {
    Handler() {}

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {}
  }

  /** Opens nothing. */
  static final class Protocol extends URLStreamHandler {
    Protocol() {}

    @Override
    protected URLConnection openConnection(URL url) {
      return null;
    }
  }

  /** Starts a thread of the host's class, with whatever is on the stack. */
  static final class Starter implements java.util.function.UnaryOperator<Object> {
    Starter() {}

    @Override
    public Object apply(Object task) {
      return new Thread((Runnable) task, "host-thread");
    }
  }

  /** Has no properties, as far as it says. */
  static final class Own extends Properties {
    private static final long serialVersionUID = 1;

    Own() {}

    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
      return Set.of();
    }
  }

  private final Acme plugin =
      new Acme("v1", Handler.class, Protocol.class, Starter.class, Own.class);
  private final Acme next = new Acme("v2", Handler.class, Protocol.class, Starter.class);
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void clean() throws Exception {
    end.countDown();
    new UrlHandlers().sweep(next.departed());
    new SystemProperties().sweep(next.departed());
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aCachedHandlerOfThePluginIsDropped() throws Exception {
    @SuppressWarnings("unchecked")
    Hashtable<String, URLStreamHandler> handlers =
        (Hashtable<String, URLStreamHandler>) Raw.readStatic(URL.class, "handlers");
    handlers.put("acme", plugin.make(Protocol.class, URLStreamHandler.class));
    handlers.put("next", next.make(Protocol.class, URLStreamHandler.class));
    assertThat(new UrlHandlers().sweep(plugin.departed()))
        .containsExactly(
            "dropped the cached handler %s of the protocol acme"
                .formatted(Protocol.class.getName()));
    assertThat(handlers).containsKeys("next", "file").doesNotContainKey("acme");
  }

  @Test
  void aPropertyWhoseValueIsThePluginsIsRemoved() throws Exception {
    System.getProperties().put("acme.one", plugin.make(Handler.class, Object.class));
    System.getProperties().put("acme.two", next.make(Handler.class, Object.class));
    assertThat(new SystemProperties().sweep(plugin.departed()))
        .containsExactly(
            "took the system property acme.one, a %s".formatted(Handler.class.getName()));
    assertThat(System.getProperties()).containsKeys("acme.two", "java.home");
  }

  @Test
  void propertiesThatThePluginHoldsMoveIntoTheJdks() throws Exception {
    Properties before = System.getProperties();
    Properties own = plugin.make(Own.class, Properties.class);
    own.putAll(before);
    own.put("acme.host", "text");
    own.put("acme.one", plugin.make(Handler.class, Object.class));
    try {
      System.setProperties(own);
      assertThat(new SystemProperties().sweep(plugin.departed()))
          .containsExactly(
              "moved the system properties out of a %s into the JDK's"
                  .formatted(Own.class.getName()));
      assertThat(System.getProperties())
          .isExactlyInstanceOf(Properties.class)
          .containsEntry("acme.host", "text")
          .containsKey("java.home")
          .doesNotContainKey("acme.one");
      assertThat(new SystemProperties().sweep(plugin.departed())).isEmpty();
    } finally {
      System.setProperties(before);
    }
  }

  @Test
  void aThreadOfTheHostLosesThePluginsHandlerOnly() throws Exception {
    Thread first = new Thread(this::awaitEnd, "first");
    Thread second = new Thread(this::awaitEnd, "second");
    UncaughtExceptionHandler kept = next.make(Handler.class, UncaughtExceptionHandler.class);
    first.setUncaughtExceptionHandler(plugin.make(Handler.class, UncaughtExceptionHandler.class));
    second.setUncaughtExceptionHandler(kept);
    first.start();
    second.start();
    assertThat(new UncaughtHandlers().sweep(plugin.departed()))
        .containsExactly(
            "took the uncaught exception handler %s from thread \"first\""
                .formatted(Handler.class.getName()));
    assertThat(first.getUncaughtExceptionHandler()).isSameAs(first.getThreadGroup());
    assertThat(second.getUncaughtExceptionHandler()).isSameAs(kept);
  }

  @Test
  void aContextThatAThreadInheritedForgetsThePluginsLoader() throws Exception {
    assumeThat(Runtime.version().feature()).isLessThanOrEqualTo(23);
    Thread first = started(plugin);
    started(next);
    Object context = Raw.field(Thread.class, "inheritedAccessControlContext").get(first);
    ProtectionDomain domain = plugin.copy(Handler.class).getProtectionDomain();
    assertThat(domain.getClassLoader()).isSameAs(plugin);
    assertThat(new AccessControl().sweep(plugin.departed()))
        .singleElement()
        .asString()
        .startsWith("let 1 protection domains, in contexts of ");
    assertThat(domain.getClassLoader()).isNull();
    assertThat(next.copy(Handler.class).getProtectionDomain().getClassLoader()).isSameAs(next);
    assertThat(Raw.field(Thread.class, "inheritedAccessControlContext").get(first))
        .isSameAs(context);
  }

  @SuppressWarnings("unchecked")
  private Thread started(Acme by) {
    java.util.function.UnaryOperator<Object> starter =
        by.make(Starter.class, java.util.function.UnaryOperator.class);
    Thread thread = (Thread) starter.apply((Runnable) this::awaitEnd);
    thread.start();
    return thread;
  }
}
