package dev.pluginswap.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.ServiceUnavailableException;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class HandleTest {

  interface Hidden {}

  /** Sealed. */
  public sealed interface Closed permits OnlyOne {}

  /** The one. */
  public static final class OnlyOne implements Closed {}

  /** For a plugin, which could not name the type. */
  public static final class Keeping implements Narrowing {
    @Override
    public String get() {
      return "narrowed";
    }

    @Override
    public Secret keep(Secret secret) {
      return secret;
    }
  }

  private static final String SHAPES =
      """
      package test;
      import java.util.List;
      public class AllShapes implements dev.pluginswap.runtime.Shapes {
        public boolean z(boolean v) { return v; }
        public byte b(byte v) { return v; }
        public char c(char v) { return v; }
        public short s(short v) { return v; }
        public int i(int v) { return v; }
        public float f(float v) { return v; }
        public long j(long a, int b, long c) { return a * 100 + b * 10 + c; }
        public double d(double a, Object b, double c) { return b == null ? a : c; }
        public int[][] arrays(int[][] a, String[] b) { return a; }
        public String varargs(String a, Object... rest) { return a + rest.length; }
        public void nothing(List<String> into) { into.add("called"); }
        public String byDefault() { return "the provider's body"; }
        public void throwsChecked() throws java.io.IOException {
          throw new java.io.IOException("as it is");
        }
        public String same(String v) { return v; }
        public boolean equals(Object o) { return true; }
        public int hashCode() { return 4711; }
        public String toString() { return "the provider's"; }
      }
      """;

  @TempDir Path directory;
  private RuntimeHarness harness;
  private PluginRuntime runtime;

  @BeforeEach
  void makeRuntime() {
    harness = new RuntimeHarness(directory);
    runtime = harness.runtime;
  }

  private Shapes shapes() throws HookFailedException {
    harness.live(
        TestPlugin.of("shapes", "1")
            .source("test.AllShapes", SHAPES)
            .provides(Shapes.class.getName(), "test.AllShapes"));
    return runtime.handle(Shapes.class, null);
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // calls the bridge
  void everyShapeOfMethodIsForwarded() throws Exception {
    Shapes handle = shapes();
    assertThat(handle.z(true)).isTrue();
    assertThat(handle.b((byte) -3)).isEqualTo((byte) -3);
    assertThat(handle.c('x')).isEqualTo('x');
    assertThat(handle.s((short) -30000)).isEqualTo((short) -30000);
    assertThat(handle.i(Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
    assertThat(handle.f(1.5f)).isEqualTo(1.5f);
    assertThat(handle.j(1, 2, 3)).isEqualTo(123);
    assertThat(handle.d(1.25, null, 2.5)).isEqualTo(1.25);
    assertThat(handle.d(1.25, "", 2.5)).isEqualTo(2.5);
    int[][] array = {{1}};
    assertThat(handle.arrays(array, new String[0])).isSameAs(array);
    assertThat(handle.varargs("n", 1, 2, 3)).isEqualTo("n3");
    List<String> calls = new ArrayList<>();
    handle.nothing(calls);
    assertThat(calls).containsExactly("called");
    assertThat(handle.same("generic")).isEqualTo("generic");
    assertThat(((GenericPart) handle).same("bridge")).isEqualTo("bridge");
    assertThat(handle.getClass().getMethod("varargs", String.class, Object[].class).isVarArgs())
        .isTrue();
  }

  @Test
  void aServiceMayNameTypesOfItsPackageAloneAndNarrowWhatItInherits() throws Exception {
    harness.live(
        TestPlugin.of("narrow", "1")
            .source(
                "test.Narrow",
                """
                package test;
                public class Narrow {
                  public static dev.pluginswap.runtime.Narrowing provider() {
                    return new dev.pluginswap.runtime.HandleTest.Keeping();
                  }
                }
                """)
            .provides(Narrowing.class.getName(), "test.Narrow"));
    Narrowing handle = runtime.handle(Narrowing.class, null);
    Secret secret = new Secret();
    assertThat(handle.keep(secret)).isSameAs(secret);
    assertThat(handle.get()).isEqualTo("narrowed");
    assertThat(((Supplier<?>) handle).get()).isEqualTo("narrowed");
  }

  @Test
  void aDefaultMethodIsTheProviders() throws Exception {
    assertThat(shapes().byDefault()).isEqualTo("the provider's body");
  }

  @Test
  void whatTheProviderThrowsComesThroughAsItIsAndIsNoLongerInside() throws Exception {
    Shapes handle = shapes();
    assertThatThrownBy(handle::throwsChecked).isExactlyInstanceOf(IOException.class);
    assertThat(runtime.live("shapes").callsInFlight()).isZero();
  }

  @Test
  void equalityIsIdentityEvenIfTheServiceDeclaresIt() throws Exception {
    Shapes handle = shapes();
    assertThat(handle.equals(new Object())).isFalse();
    assertThat(handle.equals(handle)).isTrue();
    assertThat(handle.hashCode()).isEqualTo(System.identityHashCode(handle));
  }

  @Test
  void aHandleSaysWhereItLeads() throws Exception {
    Greeter handle = runtime.handle(Greeter.class, null);
    assertThat(handle).hasToString("handle of dev.pluginswap.testing.Greeter → nobody");
    Generation live = harness.live(TestPlugin.greeter("greeter", "1.2.0", "hello"));
    assertThat(handle)
        .hasToString("handle of dev.pluginswap.testing.Greeter → greeter@1.2.0#" + live.number());
  }

  @Test
  void theSameQuestionGetsTheSameHandle() throws Exception {
    assertThat(runtime.handle(Greeter.class, "a")).isSameAs(runtime.handle(Greeter.class, "a"));
    assertThat(runtime.handle(Greeter.class, null)).isSameAs(runtime.handle(Greeter.class, null));
    assertThat(runtime.handle(Greeter.class, null)).isNotSameAs(runtime.handle(Greeter.class, "a"));
  }

  @Test
  void typesOfTheJdkHaveHandles() throws Exception {
    harness.live(
        TestPlugin.of("supplier", "1")
            .source(
                "test.Five",
                """
                package test;
                public class Five implements java.util.function.Supplier<Integer> {
                  @Override public Integer get() { return 5; }
                }
                """)
            .provides("java.util.function.Supplier", "test.Five"));
    assertThat(runtime.handle(Supplier.class, "supplier").get()).isEqualTo(5);
    Driver driver = runtime.handle(Driver.class, null); // of a named module, platform loader
    assertThatThrownBy(driver::jdbcCompliant).isInstanceOf(ServiceUnavailableException.class);
  }

  @Test
  void whatIsNoPublicInterfaceHasNoHandleAndTheReasonIsSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runtime.handle(String.class, null))
        .withMessageContaining("java.lang.String is a class");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runtime.handle(Hidden.class, null))
        .withMessageContaining("is not public");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runtime.handle(Closed.class, null))
        .withMessageContaining("is sealed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runtime.handle(Override.class, null))
        .withMessageContaining("is an annotation type");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runtime.handle(int.class, null))
        .withMessageContaining("int is a class");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runtime.handle(notExported(), null))
        .withMessageContaining("does not export");
    assertThatIllegalArgumentException().isThrownBy(() -> runtime.handles(String.class));
  }

  private static Class<?> notExported() {
    try {
      return Class.forName("jdk.internal.misc.Unsafe".replace("Unsafe", "VM$BufferPool"));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void withoutAProviderTheServiceAndTheKnownPluginsAreNamed() throws Exception {
    Greeter handle = runtime.handle(Greeter.class, "greeter");
    assertThatThrownBy(() -> handle.greet("Ada"))
        .isInstanceOf(ServiceUnavailableException.class)
        .hasMessageContaining("plugins known: none");
    harness.live(TestPlugin.greeter("greeter", "1", "hello"));
    runtime.switchTo("greeter", null);
    assertThatThrownBy(() -> handle.greet("Ada"))
        .isInstanceOf(ServiceUnavailableException.class)
        .hasMessage(
            "no live version of plugin greeter provides dev.pluginswap.testing.Greeter; plugins"
                + " known: greeter (not live)");
  }

  @Test
  void aHandleForAnyPluginLeadsToTheFirstByName() throws Exception {
    Greeter handle = runtime.handle(Greeter.class, null);
    harness.live(TestPlugin.greeter("b", "1", "from b"));
    assertThat(handle.greet("Ada")).isEqualTo("from b Ada");
    harness.live(TestPlugin.greeter("a", "1", "from a"));
    assertThat(handle.greet("Ada")).isEqualTo("from a Ada");
    assertThat(runtime.handle(Greeter.class, "b").greet("Ada")).isEqualTo("from b Ada");
    runtime.switchTo("a", null);
    assertThat(handle.greet("Ada")).isEqualTo("from b Ada");
  }

  @Test
  void allProvidersComeByPluginAndThenInTheOrderOfTheServiceFile() throws Exception {
    Collection<Greeter> all = runtime.handles(Greeter.class);
    assertThat(all).isEmpty();
    harness.live(TestPlugin.greeter("b", "1", "b"));
    harness.live(two("a", "test.Second", "test.First"));
    assertThat(all).extracting(greeter -> greeter.greet("")).containsExactly("2", "1", "b ");
    List<Greeter> before = List.copyOf(all);
    harness.live(two("a", "test.First", "test.Second"));
    assertThat(all).containsExactly(before.get(1), before.get(0), before.get(2));
    assertThat(before).extracting(greeter -> greeter.greet("")).containsExactly("2", "1", "b ");
    assertThatThrownBy(all::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void anIterationSeesTheProvidersOfItsBeginning() throws Exception {
    harness.live(two("a", "test.First", "test.Second"));
    var iterator = runtime.handles(Greeter.class).iterator();
    runtime.switchTo("a", null);
    assertThat(iterator).toIterable().hasSize(2);
    assertThat(runtime.handles(Greeter.class)).isEmpty();
  }

  @Test
  void theHandleOfTheOnlyProviderFollowsItsClassThroughARenaming() throws Exception {
    harness.live(TestPlugin.greeter("a", "1", "old"));
    Greeter handle = runtime.handles(Greeter.class).iterator().next();
    harness.live(
        TestPlugin.of("a", "2")
            .source(
                "test.Renamed",
                """
                package test;
                public class Renamed implements dev.pluginswap.testing.Greeter {
                  @Override public String greet(String name) { return "renamed"; }
                }
                """)
            .provides(Greeter.class.getName(), "test.Renamed"));
    assertThat(handle.greet("Ada")).isEqualTo("renamed");
  }

  private static TestPlugin two(String name, String... order) {
    String code =
        """
        package test;
        public class %s implements dev.pluginswap.testing.Greeter {
          @Override public String greet(String name) { return "%s"; }
        }
        """;
    return TestPlugin.of(name, "1")
        .source("test.First", code.formatted("First", "1"))
        .source("test.Second", code.formatted("Second", "2"))
        .provides(Greeter.class.getName(), order);
  }

  @Test
  void itIsKnownWhetherAHandleLeadsToAPlugin() throws Exception {
    harness.live(TestPlugin.greeter("a", "1", "a"));
    harness.live(TestPlugin.greeter("b", "1", "b"));
    assertThat(runtime.handles(Greeter.class)).hasSize(2);
    assertThat(runtime.typesOfHandles("a")).isEmpty();
    Greeter any = runtime.handle(Greeter.class, null);
    assertThat(runtime.typesOfHandles("a")).containsExactly(Greeter.class);
    assertThat(runtime.typesOfHandles("b")).isEmpty();
    Greeter toB = runtime.handle(Greeter.class, "b");
    Runnable nowhere = runtime.handle(Runnable.class, "b");
    assertThat(runtime.typesOfHandles("b")).containsExactly(Greeter.class);
    assertThat(List.of(any, toB, nowhere)).doesNotContainNull(); // held until here
  }

  @Test
  void callsWaitWhileTheLiveGenerationIsRetiredAndGoOnWithTheNext() throws Exception {
    Generation old = harness.live(TestPlugin.greeter("a", "1", "old"));
    Greeter handle = runtime.handle(Greeter.class, "a");
    assertThat(old.drain(Duration.ZERO)).isTrue();
    CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> handle.greet("Ada"));
    assertThatThrownBy(() -> call.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    harness.live(TestPlugin.greeter("a", "2", "new"));
    assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("new Ada");
  }

  @Test
  void waitingCallsGoOnInTheOldGenerationWhenItIsReopened() throws Exception {
    Generation old = harness.live(TestPlugin.greeter("a", "1", "old"));
    Greeter handle = runtime.handle(Greeter.class, "a");
    assertThat(old.drain(Duration.ZERO)).isTrue();
    assertThat(old.isRetired()).isTrue();
    CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> handle.greet("Ada"));
    old.reopen();
    assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("old Ada");
    assertThat(old.isRetired()).isFalse();
  }

  @Test
  void theWaitForTheNextGenerationIsBoundedAndKeepsAnInterrupt() throws Exception {
    harness =
        new RuntimeHarness(directory, StripedGate::new, new CallFrames(), Duration.ofMillis(30));
    Generation old = harness.live(TestPlugin.greeter("a", "1", "old"));
    Greeter handle = harness.runtime.handle(Greeter.class, "a");
    assertThat(old.drain(Duration.ZERO)).isTrue();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> handle.greet("Ada"))
        .isInstanceOf(ServiceUnavailableException.class)
        .hasMessageContaining("is being replaced")
        .hasMessageContaining("30 ms");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aHandleDoesNotKeepTheLoaderOfItsTypeAlive() throws Exception {
    Path jar =
        PluginJars.write(
            directory.resolve("application.jar"),
            PluginJars.compile(
                Map.of("acme.Service", "package acme; public interface Service { void call(); }")));
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      loaders.add(handleOfAnApplication(jar));
    }
    Garbage.awaitCollected(loaders);
  }

  private WeakReference<ClassLoader> handleOfAnApplication(Path jar) throws Exception {
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
      Class<?> type = application.loadClass("acme.Service");
      assertThat(runtime.handle(type, "a")).isInstanceOf(type);
      assertThat(runtime.handle(type, null)).isSameAs(runtime.handle(type, null));
      assertThat(runtime.handles(type)).isEmpty();
      return new WeakReference<>(application);
    }
  }
}
