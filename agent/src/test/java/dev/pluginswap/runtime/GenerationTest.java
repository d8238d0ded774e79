package dev.pluginswap.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Severity;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.TestPlugin;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationTest {

  private static final String LOG = "plugin-swap.test.log";
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  @TempDir Path directory;
  private RuntimeHarness harness;

  @BeforeEach
  void makeRuntime() {
    harness = new RuntimeHarness(directory);
    System.setProperty(LOG, "");
  }

  @AfterEach
  void forgetTheLog() {
    System.clearProperty(LOG);
    INHERITED.remove();
  }

  /** An entry with the given members; {@code log(String)} writes where {@link #log} reads. */
  private static TestPlugin entry(String implementing, String members) {
    return TestPlugin.of("greeter", "1.2.0")
        .source(
            "test.Entry",
            """
            package test;
            public class Entry implements dev.pluginswap.api.Plugin%s {
              static synchronized void log(String what) {
                System.setProperty("%s", System.getProperty("%s") + what + ";");
              }
              %s
            }
            """
                .formatted(implementing, LOG, LOG, members))
        .entry("test.Entry");
  }

  private static String log() {
    return System.getProperty(LOG);
  }

  private static Problem refusal(ThrowingCallable code) {
    return catchThrowableOfType(HookFailedException.class, code).problem();
  }

  @Test
  void theHooksRunInOrder() throws Exception {
    TestPlugin plugin =
        entry(
                ", dev.pluginswap.api.Stateful, dev.pluginswap.api.HealthCheck",
                """
                public Entry() { log("new"); }
                public void restoreState(byte[] s, String v) { log("state " + new String(s) + v); }
                public byte[] saveState() { return "saved".getBytes(); }
                public void start(dev.pluginswap.api.PluginContext c) { log("start"); }
                public void checkHealth() { log("health"); }
                public void stop() { log("stop"); }
                """)
            .source(
                "test.Other",
                """
                package test;
                public class Other implements dev.pluginswap.testing.Greeter {
                  public Other() { Entry.log("provider"); }
                  public String greet(String name) { return name; }
                }
                """)
            .provides(Greeter.class.getName(), "test.Other");
    Generation generation = harness.load(plugin);
    generation.start("S".getBytes(UTF_8), "1.1");
    generation.checkHealth();
    assertThat(generation.saveState()).isEqualTo("saved".getBytes(UTF_8));
    assertThat(generation.stop()).isEmpty();
    assertThat(log()).isEqualTo("new;state S1.1;start;provider;health;stop;");
  }

  @Test
  void stopIsNotCalledIfStartWasNot() throws Exception {
    TestPlugin plugin = entry("", "public void stop() { log(\"stop\"); }");
    assertThat(harness.load(plugin).stop()).isEmpty();
    assertThat(log()).isEmpty();
  }

  @Test
  void aHookHasAThreadOfItsOwnThatInheritsNothing() throws Exception {
    INHERITED.set("the transaction's");
    Generation generation =
        harness.load(
            entry(
                "",
                """
                public void start(dev.pluginswap.api.PluginContext c) throws Exception {
                  Thread t = Thread.currentThread();
                  log(t.getName() + t.isDaemon()
                      + (t.getContextClassLoader() == getClass().getClassLoader()));
                  var field = Class.forName("dev.pluginswap.runtime.GenerationTest")
                      .getDeclaredField("INHERITED");
                  field.setAccessible(true);
                  log("" + ((ThreadLocal<?>) field.get(null)).get());
                }
                """));
    generation.start(null, null);
    assertThat(log()).isEqualTo("plugin-swap " + generation.label() + " starttruetrue;null;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throw new java.io.IOException(\"port 80 in use\");",
        "throw new StackOverflowError(\"port 80 in use\");",
        "throw new OutOfMemoryError(\"port 80 in use\");",
        "Object o = Broken.VALUE;",
      })
  void whateverStartThrowsIsAFailedHook(String body) throws Exception {
    Generation generation =
        harness.load(
            entry(
                "",
                """
                public void start(dev.pluginswap.api.PluginContext c) throws Exception { %s }
                static class Broken {
                  static final Object VALUE = fail();
                  static Object fail() { throw new IllegalStateException("port 80 in use"); }
                }
                """
                    .formatted(body)));
    Problem problem = refusal(() -> generation.start(null, null));
    assertThat(problem.code()).isEqualTo("start-failed");
    assertThat(problem.where()).isEqualTo(generation.label());
    assertThat(problem.what())
        .startsWith("start threw java.")
        .contains("port 80 in use")
        .contains(", at test.Entry")
        .contains("(Entry.java:");
  }

  @Test
  void realStackOverflowsAndExceptionsWithBrokenMessagesAreFailedHooks() throws Exception {
    Generation deep =
        harness.load(
            entry("", "public void start(dev.pluginswap.api.PluginContext c) { start(c); }"));
    assertThat(refusal(() -> deep.start(null, null)).what())
        .startsWith("start threw java.lang.StackOverflowError, at test.Entry.start(");
    Generation broken =
        harness.load(
            entry(
                "",
                """
                public void start(dev.pluginswap.api.PluginContext c) {
                  throw new RuntimeException() {
                    public String getMessage() { throw new IllegalStateException(); }
                  };
                }
                """));
    assertThat(refusal(() -> broken.start(null, null)).what())
        .contains("whose message cannot be had");
  }

  @Test
  void anEntryThatCannotBeMadeIsRefused() {
    assertThat(refusal(() -> harness.load(TestPlugin.of("p", "1").entry("test.Missing"))))
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("entry-failed");
              assertThat(problem.what()).contains("ClassNotFoundException: test.Missing");
            });
    assertThat(
            refusal(
                    () ->
                        harness.load(
                            TestPlugin.of("p", "1")
                                .source("test.A", "package test; public class A {}")
                                .entry("test.A")))
                .what())
        .contains("test.A does not implement dev.pluginswap.api.Plugin");
    assertThat(refusal(() -> harness.load(entry("", "Entry() {}"))).what())
        .contains("test.Entry has no public constructor without arguments");
    assertThat(
            refusal(
                    () ->
                        harness.load(
                            entry(
                                "", "public Entry() { throw new IllegalStateException(\"x\"); }")))
                .what())
        .contains("java.lang.IllegalStateException: x, at test.Entry.<init>");
  }

  @Test
  void aHookThatOverrunsIsInterruptedAndItsPlaceNamed() throws Exception {
    harness.hookTimeout = Duration.ofMillis(300);
    Generation generation =
        harness.load(
            entry(
                "",
                """
                public void start(dev.pluginswap.api.PluginContext c) {
                  try { new java.util.concurrent.CountDownLatch(1).await(); }
                  catch (InterruptedException e) { log("interrupted"); }
                }
                """));
    Problem problem = refusal(() -> generation.start(null, null));
    assertThat(problem.code()).isEqualTo("hook-timeout");
    assertThat(problem.what())
        .startsWith("start has not returned after 300 ms, and is in jdk.internal.misc.Unsafe.park")
        .contains("called from test.Entry.start(Entry.java:");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (log().isEmpty() && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    assertThat(log()).isEqualTo("interrupted;");
  }

  @Test
  void anInterruptOfTheCallerDoesNotEndAHookAndIsKept() throws Exception {
    Generation generation =
        harness.load(
            entry("", "public void start(dev.pluginswap.api.PluginContext c) { log(\"start\"); }"));
    Thread.currentThread().interrupt();
    generation.start(null, null);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(log()).isEqualTo("start;");
  }

  @Test
  void stateOfMoreThan16MiBIsRefusedAndNoStateIsNull() throws Exception {
    String save =
        "public byte[] saveState() { return %s; } public void restoreState(byte[] s, String v) { throw new IllegalArgumentException(v); }";
    String stateful = ", dev.pluginswap.api.Stateful";
    Generation large = harness.load(entry(stateful, save.formatted("new byte[(16 << 20) + 1]")));
    assertThat(refusal(large::saveState))
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("state-failed");
              assertThat(problem.what()).contains("16,777,217 bytes");
            });
    assertThat(harness.load(entry(stateful, save.formatted("new byte[16 << 20]"))).saveState())
        .hasSize(16 << 20);
    assertThat(harness.load(entry(stateful, save.formatted("new byte[0]"))).saveState()).isNull();
    assertThat(harness.load(entry(stateful, save.formatted("null"))).saveState()).isNull();
    assertThat(harness.load(entry("", "")).saveState()).isNull();
    assertThat(refusal(() -> large.start(new byte[1], "0.9")).code()).isEqualTo("state-failed");
  }

  @Test
  void onlyAStartedGenerationOfThePluginCanGoLive() throws Exception {
    Generation generation = harness.load(TestPlugin.greeter("greeter", "1", "hello"));
    assertThatThrownBy(() -> harness.runtime.switchTo("greeter", generation))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(generation.label() + " was not started");
    generation.start(null, null);
    assertThatThrownBy(() -> harness.runtime.switchTo("another", generation))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> generation.start(null, null))
        .isInstanceOf(IllegalStateException.class);
    harness.runtime.switchTo("greeter", generation);
    assertThat(harness.runtime.live("greeter")).isSameAs(generation);
    assertThat(generation.digest().hex()).hasSize(64);
  }

  @Test
  void anUnhealthyPluginIsRefused() throws Exception {
    Generation generation =
        harness.load(
            entry(
                ", dev.pluginswap.api.HealthCheck",
                "public void checkHealth() { throw new IllegalStateException(\"no database\"); }"));
    generation.start(null, null);
    assertThat(refusal(generation::checkHealth).code()).isEqualTo("health-failed");
  }

  @Test
  void aFailingStopAndUnloadMethodsAreWarningsAndStoppingGoesOn() throws Exception {
    TestPlugin plugin =
        entry(
                "",
                """
                public void start(dev.pluginswap.api.PluginContext c) { Pool.begin(); }
                public void stop() { throw new IllegalStateException("stuck"); }
                static class Pool {
                  static void begin() {}
                  private static void shutdownNow() { log("unloaded"); }
                }
                static class Never {
                  static { log("initialised"); }
                  static void shutdown() {}
                }
                """)
            .unload("test.Entry$Pool.missing")
            .unload("test.Entry$Never.shutdown")
            .unload("test.Entry$Pool.shutdownNow");
    Generation generation = harness.started(plugin);
    List<Problem> wrong = generation.stop();
    assertThat(wrong).extracting(Problem::code).containsExactly("stop-failed", "unload-failed");
    assertThat(wrong).extracting(Problem::severity).containsOnly(Severity.WARNING);
    assertThat(log()).isEqualTo("unloaded;");
  }

  @Test
  void thePluginIsToldAboutItself() throws Exception {
    Generation generation =
        harness.started(
            entry(
                "",
                """
                public void start(dev.pluginswap.api.PluginContext c) {
                  log(c.name() + c.version() + c.generation() + c.configuration());
                  log(c.bundleDirectory().resolve("plugin.json").toFile().isFile() + "");
                  log(c.dataDirectory().toFile().isDirectory() + "");
                  log(c.service(dev.pluginswap.testing.Greeter.class) + "");
                  log(c.services(dev.pluginswap.testing.Greeter.class).size() + "");
                }
                """));
    assertThat(log())
        .isEqualTo(
            "greeter1.2.0%d{colour=green};true;true;handle of %s → nobody;0;"
                .formatted(generation.number(), Greeter.class.getName()));
  }

  @Test
  void drainWaitsForTheCallsInsideAndNoLongerThanItMay() throws Exception {
    Generation generation =
        harness.live(
            TestPlugin.of("slow", "1")
                .source(
                    "test.Slow",
                    """
                    package test;
                    public class Slow implements java.util.function.Consumer<Runnable> {
                      public void accept(Runnable body) { body.run(); }
                    }
                    """)
                .provides("java.util.function.Consumer", "test.Slow"));
    @SuppressWarnings("unchecked")
    java.util.function.Consumer<Runnable> handle =
        harness.runtime.handle(java.util.function.Consumer.class, null);
    CompletableFuture<Void> inside = new CompletableFuture<>();
    CompletableFuture<Void> release = new CompletableFuture<>();
    CompletableFuture<Void> call =
        CompletableFuture.runAsync(
            () ->
                handle.accept(
                    () -> {
                      inside.complete(null);
                      release.join();
                    }));
    inside.get(20, TimeUnit.SECONDS);
    assertThat(generation.callsInFlight()).isEqualTo(1);
    assertThat(generation.drain(Duration.ofMillis(20))).isFalse();
    release.complete(null);
    assertThat(generation.drain(Duration.ofSeconds(20))).isTrue();
    call.get(20, TimeUnit.SECONDS);
    generation.reopen();
    boolean[] drained = {true};
    handle.accept(
        () -> {
          try {
            drained[0] = generation.drain(Duration.ofMillis(20)); // from inside: in vain, no hang
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(drained[0]).isFalse();
  }

  @Test
  void aClosedGenerationHoldsNoInstanceAndItsLoaderIsCollected() throws Exception {
    harness.live(TestPlugin.greeter("greeter", "1", "hello"));
    WeakReference<ClassLoader> loader = closeLive();
    Garbage.awaitCollected(List.of(loader));
  }

  private WeakReference<ClassLoader> closeLive() throws Exception {
    Generation generation = harness.runtime.live("greeter");
    harness.runtime.switchTo("greeter", null);
    generation.close();
    assertThat(generation.providers().byType()).isEmpty();
    assertThat(generation.isRetired()).isTrue();
    return new WeakReference<>(generation.loader());
  }

  @Test
  void aFailedLoadClosesItsLoaderAndLeavesItToTheCollector() throws Exception {
    Garbage.awaitCollected(List.of(loaderOfAFailedLoad()));
    assertThat(harness.runtime.live("greeter")).isNull();
  }

  private WeakReference<ClassLoader> loaderOfAFailedLoad() {
    TestPlugin plugin =
        entry(
            "",
            """
            public Entry() { throw new Refusal(); }
            static class Refusal extends RuntimeException {}
            static class NeverLoaded {}
            """);
    HookFailedException failure =
        catchThrowableOfType(HookFailedException.class, () -> harness.load(plugin));
    ClassLoader loader = failure.getCause().getClass().getClassLoader();
    assertThat(loader.getName()).startsWith("greeter@1.2.0#");
    assertThatThrownBy(() -> loader.loadClass("test.Entry$NeverLoaded"))
        .isInstanceOf(ClassNotFoundException.class);
    return new WeakReference<>(loader);
  }
}
