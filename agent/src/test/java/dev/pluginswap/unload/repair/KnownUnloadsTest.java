package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class KnownUnloadsTest {

  /** A library with a thread. */
  public static final class Library implements Supplier<Object> {
    private static String state = "started";

    Library() {}

    /** Ends it. */
    public static void shutdown() {
      state =
          "shut down by a thread of " + Thread.currentThread().getContextClassLoader().getName();
    }

    @Override
    public Object get() {
      return state;
    }
  }

  /** A library that is an object. */
  public static final class Single implements Supplier<Object> {
    /** The object. */
    public static final Single INSTANCE = new Single();

    private String state = "started";

    Single() {}

    /** Ends it. */
    public void shutdown() {
      state = "shut down";
    }

    @Override
    public Object get() {
      return INSTANCE.state;
    }
  }

  /** A library that does not end. */
  public static final class Stuck implements Supplier<Object> {
    Stuck() {}

    /** Waits, unless it is interrupted. */
    public static void close() {
      while (!Thread.currentThread().isInterrupted()) {
        LockSupport.park();
      }
    }

    /** Fails. */
    public static void fail() {
      throw new AbstractMethodError("no");
    }

    @Override
    public Object get() {
      return "";
    }
  }

  private static final KnownUnload LIBRARY =
      new KnownUnload(Library.class.getName(), null, List.of("close", "shutdown"));

  private final Acme plugin = new Acme("v1", Library.class, Single.class, Stuck.class);
  private final Acme next = new Acme("v2", Library.class);

  private List<String> swept(KnownUnload... known) throws Exception {
    return new KnownUnloads(List.of(known), Duration.ofMillis(50)).sweep(plugin.departed());
  }

  @Test
  void thePluginsOwnCopyIsShutDownInItsContext() throws Exception {
    Supplier<?> own = plugin.make(Library.class, Supplier.class);
    Supplier<?> ofNext = next.make(Library.class, Supplier.class);
    assertThat(swept(LIBRARY)).containsExactly("called " + Library.class.getName() + ".shutdown()");
    assertThat(own.get()).isEqualTo("shut down by a thread of " + plugin.getName());
    assertThat(ofNext.get()).isEqualTo("started");
    assertThat(new Library().get()).isEqualTo("started");
  }

  @Test
  void aLibraryThatIsAnObjectIsToldTo() throws Exception {
    Supplier<?> own = plugin.make(Single.class, Supplier.class);
    swept(new KnownUnload(Single.class.getName(), "INSTANCE", List.of("shutdown")));
    assertThat(own.get()).isEqualTo("shut down");
  }

  @Test
  void whatThePluginHasNotUsedIsNotLoadedForIt() throws Exception {
    assertThat(swept(LIBRARY)).isEmpty();
    assertThat(LoadedClasses.of(plugin)).isEmpty();
    plugin.copy(Library.class); // loaded, but not initialised
    assertThat(swept(LIBRARY)).isEmpty();
  }

  @Test
  void aMethodThatFailsOrDoesNotEndIsALine() throws Exception {
    plugin.make(Stuck.class, Supplier.class);
    assertThat(
            swept(
                new KnownUnload(Stuck.class.getName(), null, List.of("close")),
                new KnownUnload(Stuck.class.getName(), null, List.of("fail"))))
        .containsExactly(
            "called " + Stuck.class.getName() + ".close(), which is still running after 50 ms",
            "called "
                + Stuck.class.getName()
                + ".fail(), which threw"
                + " java.lang.AbstractMethodError");
  }
}
