package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.GenerationState;
import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.testing.TestPlugin;
import dev.pluginswap.unload.UnloadSettings;
import dev.pluginswap.unload.walk.WalkLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a generation that stays in memory, and what it costs its plugin. */
final class HeldGenerationsTest {

  private static final InstallSettings ONE_HELD =
      new InstallSettings(
          Workbench.SETTINGS.fetchTimeout(),
          Workbench.SETTINGS.startTimeout(),
          Workbench.SETTINGS.drainTimeout(),
          Workbench.SETTINGS.lockTimeout(),
          Workbench.SETTINGS.retain(),
          Workbench.SETTINGS.retainCount(),
          false,
          Workbench.SETTINGS.limits(),
          Workbench.SETTINGS.linkage(),
          Workbench.SETTINGS.probation(),
          Workbench.SETTINGS.probationFailures(),
          1);

  /** What the application keeps of the plugin. */
  static @Nullable Object kept;

  @TempDir Path directory;

  @AfterEach
  void letGo() {
    kept = null;
  }

  private static TestPlugin version(String version) {
    return TestPlugin.of("greeter", version)
        .source(
            "test.Itself",
            """
            package test;
            public class Itself implements java.util.function.Supplier<Object> {
              @Override public Object get() { return this; }
            }
            """)
        .provides(Supplier.class.getName(), "test.Itself");
  }

  private static boolean isHeld(Workbench bench) {
    return bench.status().heldGenerations() == 1;
  }

  @Test
  void whoHoldsOneIsNamedAndNoFurtherSwapIsBegunUntilTheyLetGo() throws Exception {
    try (Workbench bench = new Workbench(directory, ONE_HELD)) {
      bench.unloading = new UnloadSettings(true, WalkLimits.DEFAULTS, Set.of(), Set.of());
      bench.restart();
      List<PluginEvent> events = new CopyOnWriteArrayList<>();
      bench.installer.onEvent(events::add);
      bench.install(version("1.0.0"));
      kept = bench.installer.service(Supplier.class, "greeter").get();
      assertThat(bench.install(version("2.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);

      Workbench.await("held", () -> isHeld(bench));
      assertThat(bench.status().generations())
          .filteredOn(each -> each.state() == GenerationState.HELD)
          .singleElement()
          .satisfies(
              held ->
                  assertThat(held.holders())
                      .singleElement()
                      .asString()
                      .endsWith("static " + getClass().getName() + ".kept → test.Itself"));
      assertThat(bench.status().problems())
          .anyMatch(problem -> problem.code().equals("generation-held"));
      Workbench.await(
          "told",
          () ->
              events.stream().anyMatch(event -> event.kind() == PluginEvent.Kind.GENERATION_HELD));

      InstallReport third = bench.install(version("3.0.0"));
      assertThat(third.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(third.problems()).anyMatch(problem -> problem.code().equals("too-many-held"));
      assertThat(bench.installer.reload("greeter").outcome()).isEqualTo(Outcome.REFUSED);

      kept = null;
      System.gc();
      Workbench.await("let go of", () -> !isHeld(bench));
      assertThat(bench.install(version("3.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
    }
  }

  @Test
  void theWayBackIsOpenThoughOneIsHeld() throws Exception {
    try (Workbench bench = new Workbench(directory, ONE_HELD)) {
      bench.unloading = new UnloadSettings(true, WalkLimits.DEFAULTS, Set.of(), Set.of());
      bench.restart();
      bench.install(version("1.0.0"));
      kept = bench.installer.service(Supplier.class, "greeter").get();
      bench.install(version("2.0.0"));
      Workbench.await("held", () -> isHeld(bench));
      assertThat(bench.installer.rollback("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
    }
  }
}
