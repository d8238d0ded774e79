package dev.pluginswap.verify.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.Problem;
import dev.pluginswap.runtime.PluginClassLoader;
import java.lang.management.MemoryUsage;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeLinkerTest {

  /** Every initialiser of a test's class notes its name under this property. */
  private static final String RAN = "probe.ran.";

  @TempDir Path directory;

  private static String ran(String name) {
    return "static final Object RAN = System.setProperty(\"%s%s\", \"yes\");".formatted(RAN, name);
  }

  private static List<String> initialised() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(RAN))
        .sorted()
        .toList();
  }

  private ProbeBench everyKindOfUse() throws Exception {
    return ProbeBench.of(
        directory,
        Map.of(
            "com.acme.api.Clock",
            """
            package com.acme.api;
            public class Clock {
              %s
              public static long zone = System.nanoTime();
              public int own;
              public static long now() { return 1; }
              public long tick() { return 2; }
            }
            """
                .formatted(ran("Clock")),
            "com.acme.api.Task",
            """
            package com.acme.api;
            public interface Task {
              %s
              void go();
              default void again() { go(); }
            }
            """
                .formatted(ran("Task"))),
        Map.of(
            "plugin.Main",
            """
            package plugin;
            import com.acme.api.*;
            public class Main implements java.util.concurrent.Callable<Object> {
              %s
              static final Main ALL = new Main();
              public Object call() {
                Task lambda = () -> { };
                Task captured = this::call;
                java.util.function.Supplier<Clock> made = Clock::new;
                java.util.function.LongSupplier now = Clock::now;
                lambda.again();
                Clock.zone = Clock.now() + now.getAsLong() + new Clock().tick() + made.get().own;
                Mood mood = Mood.valueOf("GOOD");
                switch (mood) { case GOOD: break; default: throw new IllegalStateException(); }
                return new Point(1, "x" + lambda + Clock[].class + Other.VALUE + captured).toString();
              }
            }
            """
                .formatted(ran("Main")),
            "plugin.Other",
            "package plugin; class Other { %s static final Object VALUE = new Object(); }"
                .formatted(ran("Other")),
            "plugin.Mood",
            "package plugin; enum Mood { GOOD, BAD; %s }".formatted(ran("Mood")),
            "plugin.Point",
            "package plugin; record Point(int x, String name) { %s }".formatted(ran("Point"))));
  }

  @Test
  void noInitialiserRunsNeitherOfThePluginNorOfTheWorkspace() throws Exception {
    initialised().forEach(System::clearProperty);
    try (ProbeBench bench = everyKindOfUse();
        PluginClassLoader shadow = bench.loader("p?probe");
        PluginClassLoader live = bench.loader("p#1")) {
      ProbeReport report = bench.probe(shadow);

      assertThat(report.findings()).isEmpty();
      assertThat(report.classes()).isGreaterThanOrEqualTo(5);
      assertThat(report.references()).isGreaterThan(20);
      assertThat(initialised()).isEmpty();

      // That all of them can run, and would be noticed.
      Class.forName("plugin.Main", true, live)
          .asSubclass(Callable.class)
          .getConstructor()
          .newInstance()
          .call();
      assertThat(initialised())
          .containsExactly(
              RAN + "Clock",
              RAN + "Main",
              RAN + "Mood",
              RAN + "Other",
              RAN + "Point",
              RAN + "Task");
    }
  }

  /** The plugin has its own copy of a type that the workspace's methods take. */
  private ProbeBench sharedName() throws Exception {
    return ProbeBench.of(
        directory,
        Map.of(
            "com.acme.internal.Zone", "package com.acme.internal; public class Zone { }",
            "com.acme.api.Clock",
                """
                package com.acme.api;
                public abstract class Clock {
                  public static void set(com.acme.internal.Zone zone) { new com.acme.internal.Zone(); }
                  public abstract void take(com.acme.internal.Zone zone);
                }
                """),
        Map.of(
            "com.acme.internal.Zone",
            "package com.acme.internal; public class Zone { public int more; }",
            "plugin.Main",
            """
            package plugin;
            public class Main extends com.acme.api.Clock {
              public void take(com.acme.internal.Zone zone) { set(zone); }
            }
            """));
  }

  @Test
  void whatTwoLoadersHaveOfOneNameIsFoundAndBindsNobody() throws Exception {
    try (ProbeBench bench = sharedName();
        PluginClassLoader shadow = bench.loader("p?probe");
        PluginClassLoader next = bench.loader("p?probe")) {
      ProbeReport report = bench.probe(shadow);

      assertThat(report.findings()).extracting(LinkFinding::error).contains(LinkError.LINKAGE);
      // While the shadow still lives, the workspace loads and uses its own class.
      assertThatCode(
              () ->
                  bench
                      .workspace()
                      .loadClass("com.acme.api.Clock")
                      .getMethod("set", bench.workspace().loadClass("com.acme.internal.Zone"))
                      .invoke(null, (Object) null))
          .doesNotThrowAnyException();
      assertThat(shadow.loadClass("plugin.Main")).isNotNull();
      assertThat(bench.probe(next).findings()).isEqualTo(report.findings());
    }
  }

  @Test
  void anotherLoaderOfThePluginIsNotBoundByTheProbe() throws Exception {
    try (ProbeBench bench = everyKindOfUse();
        PluginClassLoader shadow = bench.loader("p?probe");
        PluginClassLoader live = bench.loader("p#1")) {
      assertThat(bench.probe(shadow).findings()).isEmpty();
      assertThat(live.loadClass("plugin.Main").getDeclaredMethods()).isNotEmpty();
      assertThat(live.loadClass("plugin.Main")).isNotSameAs(shadow.loadClass("plugin.Main"));
      assertThat(live.loadClass("com.acme.api.Clock"))
          .isSameAs(shadow.loadClass("com.acme.api.Clock"));
    }
  }

  @Test
  void theShadowIsGarbageAfterwardsWhileTheReportIsKept() throws Exception {
    try (ProbeBench bench = sharedName()) {
      PluginClassLoader shadow = bench.loader("p?probe");
      WeakReference<ClassLoader> reference = new WeakReference<>(shadow);
      ProbeReport report = bench.probe(shadow);
      shadow.close();
      shadow = null;

      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!reference.refersTo(null) && System.nanoTime() - end < 0) {
        System.gc();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
      assertThat(reference.refersTo(null)).as("the shadow is collected").isTrue();
      assertThat(report.findings()).isNotEmpty();
    }
  }

  @Test
  void noMoreClassesAreLoadedThanTheLimitAllows() throws Exception {
    try (ProbeBench bench = everyKindOfUse();
        PluginClassLoader shadow = bench.loader("p?probe")) {
      int all = bench.probe(bench.loader("p?all")).classes();

      ProbeReport report = bench.probe(shadow, new ProbeLimits(Duration.ofMinutes(1), 2));

      assertThat(report.classes()).isEqualTo(2);
      assertThat(report.skipped()).isEqualTo(all - 2);
    }
  }

  @Test
  void noClassIsAskedForWhenTheTimeIsUp() throws Exception {
    try (ProbeBench bench = everyKindOfUse();
        PluginClassLoader shadow = bench.loader("p?probe")) {
      AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // wraps, as nanoTime may
      ProbeReport report =
          bench
              .linker(new ProbeLimits(Duration.ofNanos(10), 1_000), () -> now.getAndAdd(4))
              .check(bench.plugin(), LinkPolicy.DEFAULT, shadow);

      // Started at 0, looked at 4 and 8; at 12 it was over.
      assertThat(report.classes()).isEqualTo(2);
      assertThat(report.skipped()).isPositive();
    }
  }

  @Test
  void noClassIsAskedForWhenTheMetaspaceIsNearlyFull() throws Exception {
    try (ProbeBench bench = everyKindOfUse();
        PluginClassLoader shadow = bench.loader("p?probe")) {
      AtomicLong looks = new AtomicLong();
      ProbeReport report =
          bench
              .linker(ProbeLimits.DEFAULTS, System::nanoTime, () -> looks.incrementAndGet() <= 3)
              .check(bench.plugin(), LinkPolicy.DEFAULT, shadow);

      assertThat(report.classes()).isEqualTo(3);
      assertThat(report.skipped()).isPositive();
    }
    assertThat(Metaspace.hasRoom(new MemoryUsage(0, 79, 90, 100))).isTrue();
    assertThat(Metaspace.hasRoom(new MemoryUsage(0, 80, 90, 100))).isFalse();
    assertThat(Metaspace.hasRoom(new MemoryUsage(0, 80, 90, -1))).isTrue();
    assertThat(Metaspace.isKnown()).isTrue();
  }

  @Test
  void aProbeThatWasCutShortWarnsAndLeavesTheVerdictToTheClassFiles() throws Exception {
    try (ProbeBench bench = sharedName();
        PluginClassLoader shadow = bench.loader("p?probe")) {
      LinkReport report =
          new Linker(
                  bench.host(),
                  new ProbeLimits(Duration.ofNanos(1), 1),
                  new AtomicLong()::getAndIncrement)
              .check(bench.plugin(), LinkPolicy.DEFAULT, shadow);

      assertThat(report.skipped()).isPositive();
      assertThat(report.findings())
          .anySatisfy(
              finding -> {
                assertThat(finding.error()).isEqualTo(LinkError.LINKAGE);
                assertThat(finding.foundBy()).containsExactly(Half.STATIC);
              });
      assertThat(LinkProblems.of(report))
          .filteredOn(problem -> !problem.isError())
          .extracting(Problem::code)
          .contains("probe-cut-short");
    }
  }

  @Test
  void aLimitThatAllowsNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProbeLimits(Duration.ZERO, 1))
        .withMessage("a probe of PT0S and 1 classes sees nothing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProbeLimits(Duration.ofSeconds(1), 0));
  }

  @Test
  void nothingIsLoadedWhenLinkageIsOff() throws Exception {
    try (ProbeBench bench = everyKindOfUse()) {
      ClassLoader nobody =
          new ClassLoader() {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) {
              throw new AssertionError("asked for " + name);
            }
          };
      ProbeReport report =
          bench
              .linker(ProbeLimits.DEFAULTS, System::nanoTime)
              .check(bench.plugin(), new LinkPolicy(LinkPolicy.Mode.OFF, List.of()), nobody);
      assertThat(report).isEqualTo(new ProbeReport(List.of(), 0, 0, 0));
      assertThatThrownBy(() -> bench.probe(nobody)).isInstanceOf(AssertionError.class);
    }
  }
}
