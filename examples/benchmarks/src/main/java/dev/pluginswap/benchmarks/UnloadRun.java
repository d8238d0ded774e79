package dev.pluginswap.benchmarks;

import dev.pluginswap.unload.Unload;
import dev.pluginswap.unload.UnloadSettings;
import dev.pluginswap.unload.Unloader;
import dev.pluginswap.unload.repair.ThreadStopper;
import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Walk;
import dev.pluginswap.unload.walk.WalkLimits;
import dev.pluginswap.unload.walk.Walker;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A generation that has left nothing behind. */
@State(Scope.Thread)
public class UnloadRun {

  private static final WalkLimits FAR = new WalkLimits(Duration.ofMinutes(1), 5_000_000);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ClassLoader loader = new URLClassLoader("small@1.0.0#1", new URL[0], null);
  private final Unloader unloader =
      new Unloader(
          UnloadSettings.DEFAULTS,
          () -> new Class<?>[0],
          name -> List.of(),
          ThreadStopper.NONE,
          timer);

  /** Ends the thread that nothing was given to. */
  @TearDown
  public void end() {
    unloader.close();
  }

  Unload sweep() {
    return unloader.sweep("small@1.0.0#1", loader);
  }

  Walk walk() {
    return new Walker(new Departed("small@1.0.0#1", loader), FAR, System::nanoTime)
        .walk(new Class<?>[] {LargeHeap.class});
  }
}
