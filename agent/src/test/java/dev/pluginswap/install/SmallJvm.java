package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.crash.DiskOptions;
import dev.pluginswap.crash.RecordingFileSystem;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.store.Audit;
import dev.pluginswap.store.Disk;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.unload.Unloading;
import dev.pluginswap.verify.WorkspaceView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What one JVM with the agent in it does to a plugins directory on a recording file system: all of
 * it on the caller's thread, at a time that stands still, with names that are random in the same
 * way each time.
 */
final class SmallJvm implements AutoCloseable {

  /** The plugins directory, as names from the root of the disk on. */
  static final List<String> PLUGINS = List.of("srv", "plugins");

  /** When the disks were set up. */
  static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  /** After everything that retired then may be collected. */
  static final Instant NOW = THEN.plus(Duration.ofDays(8));

  private static final WorkspaceView WORKSPACE =
      new WorkspaceView(SmallJvm.class.getClassLoader(), Runtime.version(), List.of());

  final RecordingFileSystem disk;
  final PluginStore store;
  final PluginRuntime runtime =
      new PluginRuntime(new RuntimeSettings(SmallJvm.class.getClassLoader(), List.of()));
  final Installer installer;

  SmallJvm(RecordingFileSystem disk, Disk access, Instant time, long seed, StepListener listener)
      throws IOException {
    Clock clock = Clock.fixed(time, ZoneOffset.UTC);
    this.disk = disk;
    this.store = openStore(disk, access, time, seed);
    this.installer =
        new Installer(
            store,
            runtime,
            DataBundles.sources(),
            WORKSPACE,
            Workbench.SETTINGS,
            clock,
            () -> 0,
            listener,
            name -> new CallersThread(),
            Guards.NONE,
            Unloading.NONE);
    this.installer.load();
  }

  /** How the product works with such a file system. */
  static Disk access(DiskOptions options) {
    return Audit.disk(options.forcesDirectories());
  }

  static PluginStore openStore(RecordingFileSystem disk, Disk access, Instant time, long seed)
      throws IOException {
    return PluginStore.open(
        disk.path(PLUGINS), access, Clock.fixed(time, ZoneOffset.UTC), new Random(seed));
  }

  /** Installs {@code greeter A} and the like. */
  InstallReport install(String bundle) {
    return installer.install(InstallRequest.of(bundle).withAllowDowngrade(true));
  }

  @Override
  public void close() {
    installer.close();
  }

  /** Runs everything at once, where it is submitted. */
  private static final class CallersThread extends AbstractExecutorService {
    private volatile boolean shutdown;

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {
      shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shutdown;
    }

    @Override
    public boolean isTerminated() {
      return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return shutdown;
    }
  }
}
