package dev.pluginswap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.testing.TestPlugin;
import dev.pluginswap.unload.UnloadSettings;
import dev.pluginswap.unload.Unloader;
import dev.pluginswap.unload.repair.ThreadStopper;
import dev.pluginswap.unload.walk.JdkAccess;
import dev.pluginswap.unload.walk.WalkLimits;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins whose threads ignore interrupts. Run by {@link PollPointsTest} in a JVM of its own. */
final class StubbornPlugins {

  private static final boolean HAS_VIRTUAL = Runtime.version().feature() >= 21;

  private static final String THREADS =
      """
      package test;
      import java.util.List;
      import java.util.concurrent.locks.LockSupport;
      public class Threads implements dev.pluginswap.api.Plugin {
        static int work;
        @Override public void start(dev.pluginswap.api.PluginContext context) throws Exception {
          begin(new Thread(() -> { while (true) work++; }, "spins"));
          begin(new Thread(() -> { while (true) LockSupport.park(); }, "parks"));
          begin(new Thread(() -> {
            while (true) { try { Thread.sleep(3_600_000); } catch (InterruptedException e) { work++; } }
          }, "sleeps"));
          begin(new Thread(() -> {
            while (true) { try { while (true) { LockSupport.park(); } } catch (Throwable e) { work++; } }
          }, "catches"));
          Thread restarted = new Thread(() -> { while (true) LockSupport.park(); }, "is begun anew");
          restarted.setUncaughtExceptionHandler((thread, thrown) -> System.getProperties().put("test.uncaught", thrown.toString()));
          begin(restarted);
          if (Runtime.version().feature() >= 21) {
            Runnable loop = () -> { while (true) LockSupport.park(); };
            threads().add((Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, loop));
          }
        }
        static void begin(Thread thread) { thread.setDaemon(true); thread.start(); threads().add(thread); }
        @SuppressWarnings("unchecked")
        static List<Thread> threads() { return (List<Thread>) System.getProperties().get("test.threads"); }
      }
      """;

  private static final String LOOPING_GREETER =
      """
      package test;
      public class Hello implements dev.pluginswap.testing.Greeter {
        @Override public String greet(String name) {
          java.util.concurrent.atomic.AtomicLong rounds =
              (java.util.concurrent.atomic.AtomicLong) System.getProperties().get("test.rounds");
          while (!Boolean.getBoolean("test.end")) rounds.incrementAndGet();
          return "hello " + name;
        }
      }
      """;

  private static final Instrumentation INSTRUMENTATION =
      (Instrumentation) System.getProperties().get("test.instrumentation");

  /** Keeps what is loaded as {@code test/…}, as all transformers have left it. */
  private static final class Looking implements ClassFileTransformer {
    final Map<String, byte[]> loaded = new ConcurrentHashMap<>();

    @Override
    public byte[] transform(
        ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] code) {
      if (name != null && name.startsWith("test/")) {
        loaded.put(name + ".class", code.clone());
      }
      return null;
    }
  }

  private static final Looking LOOKING = new Looking();

  @TempDir Path directory;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final AtomicLong rounds = new AtomicLong();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @BeforeAll
  static void install() {
    JdkAccess.open(INSTRUMENTATION);
    PollPoints.install(INSTRUMENTATION);
    INSTRUMENTATION.addTransformer(LOOKING);
  }

  @AfterAll
  static void remove() {
    INSTRUMENTATION.removeTransformer(LOOKING);
  }

  @BeforeEach
  void share() {
    LOOKING.loaded.clear();
    System.getProperties().put("test.threads", threads);
    System.getProperties().put("test.rounds", rounds);
    System.clearProperty("test.end");
  }

  @AfterEach
  void end() {
    timer.shutdownNow();
    System.getProperties().remove("test.threads");
    System.getProperties().remove("test.rounds");
    System.setProperty("test.end", "true");
  }

  private static TestPlugin stubborn() {
    return TestPlugin.of("stubborn", "1")
        .source("test.Threads", THREADS)
        .source("test.Hello", LOOPING_GREETER)
        .entry("test.Threads")
        .provides(Greeter.class.getName(), "test.Hello");
  }

  /** Takes a generation out of service as a swap does, as far as it goes. */
  private List<String> depart(RuntimeHarness harness, Generation generation) throws Exception {
    harness.runtime.switchTo("stubborn", null);
    boolean drained = generation.drain(Duration.ofMillis(10));
    assertThat(drained).as("while somebody is inside").isEqualTo(rounds.get() == 0);
    assertThat(generation.stop()).isEmpty();
    List<String> done =
        new Unloader(
                new UnloadSettings(
                    false, WalkLimits.DEFAULTS, Set.of(), Set.of(ThreadStopper.REPAIR)),
                INSTRUMENTATION::getAllLoadedClasses,
                loader -> List.of(),
                PollPoints::stop,
                timer)
            .sweep(generation.loader().getName(), generation.loader())
            .fate()
            .repairs();
    generation.close();
    return done;
  }

  @Test
  void threadsThatIgnoreInterruptsEnd() throws Exception {
    RuntimeHarness harness = RuntimeHarness.polling(directory);
    WeakReference<ClassLoader> loader = threadsEnd(harness);
    threads.clear();
    Garbage.awaitCollected(List.of(loader));
    assertThat(System.getProperty("test.uncaught")).as("a handler of the plugin").isNull();
  }

  private WeakReference<ClassLoader> threadsEnd(RuntimeHarness harness) throws Exception {
    Generation generation = harness.live(stubborn());
    assertThat(threads).hasSize(HAS_VIRTUAL ? 6 : 5).allMatch(Thread::isAlive);
    List<String> done = depart(harness, generation);
    assertThat(threads).noneMatch(Thread::isAlive);
    assertThat(done)
        .contains("stopped thread \"spins\" of the plugin at a poll point")
        .contains("stopped thread \"parks\" of the plugin at a poll point")
        .contains("stopped thread \"sleeps\" of the plugin at a poll point")
        .contains("stopped thread \"catches\" of the plugin at a poll point")
        .contains("interrupted thread \"spins\" of the plugin, which ignores it and still runs");
    return new WeakReference<>(generation.loader());
  }

  @Test
  void aThreadOfTheHostInALoopOfThePluginGoesOn() throws Exception {
    RuntimeHarness harness = RuntimeHarness.polling(directory);
    Generation generation = harness.live(stubborn());
    Greeter handle = harness.runtime.handle(Greeter.class, null);
    CompletableFuture<String> call = new CompletableFuture<>();
    Thread host =
        new Thread(
            () -> {
              try {
                call.complete(handle.greet("Ada"));
              } catch (Throwable e) {
                call.completeExceptionally(e);
              }
            });
    host.start();
    awaitRounds(1_000_000);

    assertThat(depart(harness, generation)).anyMatch(line -> line.startsWith("stopped thread"));

    assertThat(threads).noneMatch(Thread::isAlive);
    awaitRounds(rounds.get() + 1_000_000);
    assertThat(host.isInterrupted()).isFalse();
    assertThat(call).isNotDone();
    System.setProperty("test.end", "true");
    assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("hello Ada");
  }

  private void awaitRounds(long many) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (rounds.get() < many) {
      assertThat(System.nanoTime()).as("goes on").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void onlyClassesOfGenerationsWithPollPointsAreChanged() throws Exception {
    Map<String, byte[]> classes = PluginJars.compile(LoopSources.FINITE);
    List<String> changed = new ArrayList<>();
    for (RuntimeHarness harness :
        List.of(
            new RuntimeHarness(directory.resolve("plain")),
            RuntimeHarness.polling(directory.resolve("polling")))) {
      TestPlugin plugin = TestPlugin.of("loops", "1");
      classes.forEach(plugin::jarFile);
      Generation generation = harness.load(plugin);
      assertThat(generation.loader().loadClass("test.Loops").getMethods()).isNotEmpty();
      LOOKING.loaded.forEach(
          (path, code) -> {
            if (!java.util.Arrays.equals(code, classes.get(path))) {
              changed.add(generation.label() + " " + path);
            }
          });
      assertThat(LOOKING.loaded).containsOnlyKeys(classes.keySet());
      LOOKING.loaded.clear();
      generation.close();
    }
    assertThat(changed)
        .containsExactlyInAnyOrder("loops@1#2 test/Loops.class", "loops@1#2 test/Counting.class");
  }
}
