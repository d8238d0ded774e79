package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import dev.pluginswap.unload.walk.Raw;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public final class BacktracesTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  /** What the plugin calls. */
  public static Object failure() {
    return new IllegalStateException("made under the plugin");
  }

  /** What the plugin calls. */
  public static Object dump() {
    return ManagementFactory.getThreadMXBean()
        .getThreadInfo(Thread.currentThread().getId(), Integer.MAX_VALUE);
  }

  /** What a method of this class answers when a class of the plugin calls it. */
  private static Object under(Leftover plugin, String method) throws Exception {
    Supplier<?> caller =
        new ByteBuddy()
            .subclass(Supplier.class)
            .name("com.acme.greeter.Caller")
            .method(ElementMatchers.named("get"))
            .intercept(MethodCall.invoke(BacktracesTest.class.getMethod(method)))
            .make()
            .load(plugin.loader(), ClassLoadingStrategy.Default.INJECTION)
            .getLoaded()
            .getDeclaredConstructor()
            .newInstance();
    return caller.get();
  }

  @Test
  void anExceptionKeepsItsTraceAndForgetsTheClasses() throws Exception {
    Throwable kept = (Throwable) under(plugin, "failure");
    Throwable nexts = (Throwable) under(next, "failure");
    Application.held = List.of(kept, nexts);
    assertThat(Application.holders(plugin)).isNotEmpty();

    assertThat(Application.repair(new Backtraces(), plugin))
        .anySatisfy(
            said ->
                assertThat(said)
                    .startsWith(
                        "took the classes out of the stack trace of"
                            + " java.lang.IllegalStateException at "
                            + Application.HELD));

    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(kept.getStackTrace())
        .anySatisfy(frame -> assertThat(frame.getClassName()).isEqualTo("com.acme.greeter.Caller"))
        .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("failure"));
    assertThat(Raw.read(nexts, "backtrace")).isNotNull();
  }

  @Test
  void aThreadDumpKeepsItsTraceAndForgetsTheClasses() throws Exception {
    Application.held = under(plugin, "dump");
    assertThat(Application.holders(plugin)).isNotEmpty();
    assertThat(Application.repair(new Backtraces(), plugin)).isNotEmpty();
    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(Application.held.toString()).contains("com.acme.greeter.Caller.get");
  }

  @Test
  void anExceptionOfThePluginsOwnClassIsHeld() throws Exception {
    Application.held =
        new IllegalStateException(plugin.<RuntimeException>object(RuntimeException.class));
    assertThat(Application.repair(new Backtraces(), plugin)).isEmpty();
    assertThat(Application.holders(plugin)).hasSize(1);
  }
}
