package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pluginswap.unload.walk.Leftover;
import dev.pluginswap.unload.walk.Raw;
import java.beans.PropertyChangeListener;
import java.beans.PropertyChangeSupport;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public final class SeverCallbacksTest {

  /** Hears what is said on a bus. */
  public static class Subscriber {
    private final List<String> heard = new ArrayList<>();

    /** Hears. */
    @Subscribe
    public void hear(String text) {
      heard.add(text);
    }
  }

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  /** Repairs what is held, after which nothing of the plugin is. */
  private List<String> sever(Object held) throws Exception {
    return sever(held, Application.HELD);
  }

  private List<String> sever(Object held, String through) throws Exception {
    Application.held = held;
    assertThat(Application.holders(plugin, through)).isNotEmpty();
    List<String> done = Application.repair(new SeverCallbacks(), plugin);
    assertThat(Application.holders(plugin, through)).isEmpty();
    return done;
  }

  @Test
  void listenersWithAFilterOrAHandBackOfThePluginGo() throws Exception {
    NotificationBroadcasterSupport emitter = new NotificationBroadcasterSupport();
    List<Object> heard = new ArrayList<>();
    NotificationListener hosts = (notification, handback) -> heard.add(handback);
    List<Object> mixed = List.of("the host's");
    emitter.addNotificationListener(hosts, plugin.object(NotificationFilter.class), "one");
    emitter.addNotificationListener(hosts, null, plugin.object());
    emitter.addNotificationListener(hosts, null, List.of(plugin.object()));
    emitter.addNotificationListener(hosts, null, mixed);
    emitter.addNotificationListener(hosts, null, next.object());
    assertThat(sever(emitter))
        .hasSize(3)
        .allSatisfy(said -> assertThat(said).startsWith("took a listener with "));
    emitter.sendNotification(new Notification("news", this, 1));
    assertThat(heard).hasSize(2).contains(mixed);
  }

  @Test
  void aHandBackThatIsTheHostsStays() throws Exception {
    NotificationBroadcasterSupport emitter = new NotificationBroadcasterSupport();
    NotificationListener hosts = (notification, handback) -> {};
    emitter.addNotificationListener(hosts, null, List.of("the host's", plugin.object()));
    Application.held = emitter;
    assertThat(Application.repair(new SeverCallbacks(), plugin)).isEmpty();
    assertThat(Application.holders(plugin)).hasSize(1);
  }

  private static int status(HttpServer server, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setReadTimeout(20_000);
    return connection.getResponseCode();
  }

  @Test
  void anHttpContextOfTheHostLosesFiltersAndLetsNobodyInWithoutAnAuthenticator() throws Exception {
    HttpServer hosts =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HttpContext first = hosts.createContext("/first", SeverCallbacksTest::answer);
    HttpContext second = hosts.createContext("/second", SeverCallbacksTest::answer);
    first.getFilters().add(plugin.object(Filter.class));
    second.setAuthenticator(plugin.object(Authenticator.class));
    hosts.start();
    try {
      assertThat(sever(hosts, "httpserver"))
          .containsExactlyInAnyOrder(
              "took the filter com.acme.greeter.FilterImpl off the HTTP context /first",
              "replaced the authenticator com.acme.greeter.AuthenticatorImpl of the HTTP context"
                  + " /second by one that refuses all");
      assertThat(status(hosts, "/first")).isEqualTo(204);
      assertThat(status(hosts, "/second")).isEqualTo(503);
    } finally {
      hosts.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @Test
  void subscribersOfThePluginLeaveTheBusAndOthersHear() throws Exception {
    EventBus bus = new EventBus("hosts");
    Subscriber hosts = new Subscriber();
    Subscriber own = plugin.object(Subscriber.class);
    bus.register(hosts);
    bus.register(own);
    assertThat(sever(bus))
        .containsExactly("took com.acme.greeter.SubscriberImpl off the event bus \"hosts\"");
    bus.post("news");
    assertThat(hosts.heard).containsExactly("news");
    assertThat(own.heard).isEmpty();
  }

  @Test
  void listenersOfThePluginLeaveABeanWhateverPropertyTheyAreFor() throws Exception {
    PropertyChangeSupport bean = new PropertyChangeSupport("bean");
    List<Object> heard = new ArrayList<>();
    bean.addPropertyChangeListener(event -> heard.add(event.getNewValue()));
    bean.addPropertyChangeListener("text", event -> heard.add(event.getNewValue()));
    bean.addPropertyChangeListener(plugin.object(PropertyChangeListener.class));
    bean.addPropertyChangeListener("text", plugin.object(PropertyChangeListener.class));
    assertThat(sever(bean)).isNotEmpty();
    bean.firePropertyChange("text", "old", "new");
    assertThat(heard).containsExactly("new", "new");
  }

  @Test
  void parametersOfALogRecordBecomeTheNameOfTheirClass() throws Exception {
    LogRecord entry = new LogRecord(Level.INFO, "{0} of {1}");
    Object[] parameters = {plugin.object(), "the host's"};
    entry.setParameters(parameters);
    assertThat(sever(entry)).hasSize(1);
    assertThat(parameters).containsExactly("com.acme.greeter.Impl", "the host's");
  }

  @Test
  void fieldsOfTheJdkGetBackWhatTheyHaveWhenNobodyHasSetThem() throws Exception {
    CookieManager cookies = new CookieManager(null, plugin.object(CookiePolicy.class));
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    pool.setRejectedExecutionHandler(plugin.object(RejectedExecutionHandler.class));
    CompletableFuture<Object> future = CompletableFuture.completedFuture(plugin.object());
    Logger logger = Logger.getAnonymousLogger();
    ResourceBundle texts = plugin.object(ResourceBundle.class);
    Raw.field(ResourceBundle.class, "name").set(texts, "texts");
    logger.setResourceBundle(texts);
    assertThat(sever(Map.of("c", cookies, "p", pool, "f", future, "l", logger)))
        .hasSize(4)
        .anySatisfy(
            said ->
                assertThat(said)
                    .startsWith("took the rejection handler")
                    .contains("RejectedExecutionHandlerImpl off the ThreadPoolExecutor at"));
    assertThat(pool.getRejectedExecutionHandler())
        .isExactlyInstanceOf(ThreadPoolExecutor.AbortPolicy.class);
    assertThat(future.join()).isNull();
    assertThat(logger.getResourceBundle()).isNull();
    pool.shutdown();
  }

  @Test
  void whatTheNextGenerationHasSetStays() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    RejectedExecutionHandler ofNext = next.object(RejectedExecutionHandler.class);
    pool.setRejectedExecutionHandler(ofNext);
    CompletableFuture<Object> future = CompletableFuture.completedFuture(next.object());
    Application.held = List.of(pool, future, plugin.object());
    assertThat(Application.repair(new SeverCallbacks(), plugin)).isEmpty();
    assertThat(pool.getRejectedExecutionHandler()).isSameAs(ofNext);
    assertThat(future.join()).isNotNull();
    pool.shutdown();
  }
}
