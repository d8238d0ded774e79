package dev.pluginswap.runtime;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.Delegation;
import dev.pluginswap.testing.TestPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A runtime and what is the same in every load of a test. */
final class RuntimeHarness {

  final PluginRuntime runtime;

  /** How often what waits for the end of a generation was run. */
  int afterCloses;

  private final Path directory;
  private long number;
  Duration hookTimeout = Duration.ofSeconds(30);
  Set<String> required = Set.of();

  RuntimeHarness(Path directory, String... exports) {
    this(
        directory,
        Dispatch.OUTLINE,
        StripedGate::new,
        new CallFrames(),
        Duration.ofSeconds(30),
        exports);
  }

  RuntimeHarness(Path directory, Supplier<Gate> gates, StackRule rule, Duration longestWait) {
    this(directory, Dispatch.OUTLINE, gates, rule, longestWait);
  }

  RuntimeHarness(
      Path directory,
      Dispatch dispatch,
      Supplier<Gate> gates,
      StackRule rule,
      Duration longestWait,
      String... exports) {
    this(
        directory,
        new PluginRuntime(
            new RuntimeSettings(
                RuntimeHarness.class.getClassLoader(),
                List.of(exports),
                Delegation.Order.PLUGIN_FIRST,
                dispatch,
                false),
            gates,
            rule,
            System::nanoTime,
            longestWait));
  }

  private RuntimeHarness(Path directory, PluginRuntime runtime) {
    this.directory = directory;
    this.runtime = runtime;
  }

  /** One whose generations may have poll points; whoever loads them has to put them in. */
  static RuntimeHarness polling(Path directory) {
    return new RuntimeHarness(
        directory,
        new PluginRuntime(
            new RuntimeSettings(
                RuntimeHarness.class.getClassLoader(),
                List.of(),
                Delegation.Order.PLUGIN_FIRST,
                Dispatch.OUTLINE,
                true)));
  }

  Bundle bundle(TestPlugin plugin) {
    return plugin.bundle(directory.resolve("bundle" + ++number));
  }

  Generation load(TestPlugin plugin) throws HookFailedException {
    return load(bundle(plugin));
  }

  Generation load(Bundle bundle) throws HookFailedException {
    return runtime.load(
        new LoadRequest(
            bundle,
            ++number,
            directory,
            Map.of("colour", "green"),
            hookTimeout,
            required,
            () -> afterCloses++));
  }

  Generation started(TestPlugin plugin) throws HookFailedException {
    Generation generation = load(plugin);
    generation.start(null, null);
    return generation;
  }

  Generation live(TestPlugin plugin) throws HookFailedException {
    Generation generation = started(plugin);
    runtime.switchTo(generation.plugin(), generation);
    return generation;
  }
}
