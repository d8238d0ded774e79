package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Raw;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.Authenticator;
import java.net.ContentHandler;
import java.net.ContentHandlerFactory;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DefaultSlotsTest {

  /** Handles nothing. */
  static final class Handler implements UncaughtExceptionHandler {
    Handler() {}

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {}
  }

  /** Knows nobody. */
  static final class Nobody extends Authenticator {
    Nobody() {}
  }

  /** Knows no proxy. */
  static final class Direct extends ProxySelector {
    Direct() {}

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, java.io.IOException e) {}
  }

  /** Prints nowhere. */
  static final class Silent extends PrintStream {
    private final AtomicInteger flushes;

    Silent(AtomicInteger flushes) {
      super(OutputStream.nullOutputStream());
      this.flushes = flushes;
    }

    @Override
    public void flush() {
      flushes.incrementAndGet();
    }
  }

  /** Has nothing to read. */
  static final class Dry extends ByteArrayInputStream {
    Dry() {
      super(new byte[0]);
    }
  }

  /** Makes no content. */
  static final class Contents implements ContentHandlerFactory {
    Contents() {}

    @Override
    public ContentHandler createContentHandler(String type) {
      return null;
    }
  }

  private static final Class<?>[] OWN = {
    Handler.class, Nobody.class, Direct.class, Silent.class, Dry.class, Contents.class
  };

  private final Acme plugin = new Acme("v1", OWN);
  private final Acme next = new Acme("v2", OWN);
  private final DefaultSlots sweep = new DefaultSlots();
  private final PrintStream out = System.out;
  private final InputStream in = System.in;

  @AfterEach
  void restore() throws Exception {
    System.setOut(out);
    System.setIn(in);
    sweep.sweep(next.departed());
  }

  static Stream<Slot> slots() {
    return Slots.all().stream().filter(slot -> slot.isIn(Runtime.version().feature()));
  }

  @ParameterizedTest
  @MethodSource("slots")
  void eachIsAFieldOfThisJdkThatTakesItsReplacement(Slot slot) throws Exception {
    Class<?> type = Class.forName(slot.type());
    Class<?> field = Raw.field(type, slot.field()).type();
    assertThat(Raw.field(type, slot.field()).isStatic()).isTrue();
    Object replacement = slot.replacement().make();
    assertThat(replacement == null || field.isInstance(replacement)).isTrue();
  }

  @Test
  void defaultsOfThePluginBecomeTheJdks() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    Thread.setDefaultUncaughtExceptionHandler(
        plugin.make(Handler.class, UncaughtExceptionHandler.class));
    Authenticator.setDefault(plugin.make(Nobody.class, Authenticator.class));
    ProxySelector.setDefault(plugin.make(Direct.class, ProxySelector.class));
    URLConnection.setContentHandlerFactory(
        plugin.make(Contents.class, ContentHandlerFactory.class));
    assertThat(sweep.sweep(plugin.departed()))
        .containsExactlyInAnyOrder(
            "replaced the default handler, a %s, by none".formatted(Handler.class.getName()),
            "replaced the default authenticator, a %s, by none".formatted(Nobody.class.getName()),
            "replaced the default proxy selector, a %s, by the JDK's"
                .formatted(Direct.class.getName()),
            "replaced the content handler factory, a %s, by none"
                .formatted(Contents.class.getName()));
    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isNull();
    assertThat(Authenticator.getDefault()).isNull();
    assertThat(ProxySelector.getDefault()).hasSameClassAs(before);
    URLConnection.setContentHandlerFactory( // as anybody may, once
        next.make(Contents.class, ContentHandlerFactory.class));
  }

  @Test
  void streamsOfThePluginBecomeThoseOfTheProcess() throws Exception {
    AtomicInteger flushes = new AtomicInteger();
    System.setOut(plugin.make(Silent.class, PrintStream.class, flushes));
    System.setIn(plugin.make(Dry.class, InputStream.class));
    sweep.sweep(plugin.departed());
    assertThat(System.out).isExactlyInstanceOf(PrintStream.class);
    assertThat(System.out.checkError()).isFalse();
    assertThat(System.in).isNotNull().isNotInstanceOf(ByteArrayInputStream.class);
    assertThat(flushes.get()).isPositive();
  }

  @Test
  void aStreamOfTheJdkAroundOneOfThePluginIsReplacedToo() throws Exception {
    AtomicInteger flushes = new AtomicInteger();
    OutputStream own = plugin.make(Silent.class, OutputStream.class, flushes);
    System.setOut(new PrintStream(new BufferedOutputStream(own), true));
    System.setIn(new BufferedInputStream(plugin.make(Dry.class, InputStream.class)));
    assertThat(sweep.sweep(plugin.departed()))
        .containsExactlyInAnyOrder(
            "replaced the System.out, a java.io.PrintStream around a %s, by the JDK's"
                .formatted(Silent.class.getName()),
            "replaced the System.in, a java.io.BufferedInputStream around a %s, by the JDK's"
                .formatted(Dry.class.getName()));
    assertThat(own(System.out)).isInstanceOf(FileOutputStream.class);
    assertThat(flushes.get()).isPositive();
  }

  /** What a stream writes to in the end. */
  private static Object own(OutputStream stream) throws Exception {
    Object next = stream;
    while (next instanceof FilterOutputStream) {
      next = Raw.field(FilterOutputStream.class, "out").get(next);
    }
    return next;
  }

  @Test
  void aStreamOfTheHostAroundOneOfThePluginStays() throws Exception {
    PrintStream hosts =
        new PrintStream(plugin.make(Silent.class, OutputStream.class, new AtomicInteger())) {};
    System.setOut(hosts);
    assertThat(sweep.sweep(plugin.departed())).isEmpty();
    assertThat(System.out).isSameAs(hosts);
  }

  @Test
  void whatTheNextGenerationHasSetStays() throws Exception {
    UncaughtExceptionHandler handler = next.make(Handler.class, UncaughtExceptionHandler.class);
    PrintStream stream = next.make(Silent.class, PrintStream.class, new AtomicInteger());
    Thread.setDefaultUncaughtExceptionHandler(handler);
    System.setOut(stream);
    assertThat(sweep.sweep(plugin.departed())).isEmpty();
    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(handler);
    assertThat(System.out).isSameAs(stream);
  }
}
