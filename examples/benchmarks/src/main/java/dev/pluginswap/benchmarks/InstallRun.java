package dev.pluginswap.benchmarks;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.install.Guards;
import dev.pluginswap.install.InstallSettings;
import dev.pluginswap.install.Installer;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.source.Sources;
import dev.pluginswap.store.Disk;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.unload.Unloading;
import dev.pluginswap.verify.WorkspaceView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One version after the other, by the whole transaction, from a zip on the same file system. */
@State(Scope.Thread)
public class InstallRun {

  /** What is in the plugin's jar. */
  @Param public Content content = Content.CODE_FREE;

  private @Nullable PluginStore store;
  private @Nullable Installer installer;
  private @Nullable Path bundles;
  private int number;

  /** The zip of a version that was never installed. */
  private @Nullable Path fresh;

  /** The zip of the live version. */
  private @Nullable Path live;

  /** The zip of the version before, whose files are on disk still. */
  private @Nullable Path before;

  /** The zip that was installed last. */
  private @Nullable Path installed;

  private @Nullable InstallReport report;

  /** Starts an installer and installs two versions. */
  @Setup
  public void open(Workplace place) throws IOException {
    Path plugins = place.root().resolve("plugins");
    bundles = Files.createDirectory(place.root().resolve("bundles"));
    ClassLoader workspace = InstallRun.class.getClassLoader();
    PluginStore opened =
        PluginStore.open(plugins, Disk.of(plugins), Clock.systemUTC(), new Random());
    store = opened;
    Installer started =
        Installer.over(
            opened,
            new PluginRuntime(new RuntimeSettings(workspace, List.of())),
            Sources.standard(),
            new WorkspaceView(workspace, Runtime.version(), List.of()),
            InstallSettings.DEFAULTS,
            Guards.NONE,
            Unloading.NONE);
    installer = started;
    started.start();
    for (int version = 0; version < 2; version++) {
      pack();
      installFresh();
      tidy();
    }
    if (content == Content.ONE_CLASS) {
      // A handle, so that there is something to flip.
      Object said = started.service(Supplier.class, SmallPlugin.NAME).get();
      if (!said.equals("hello")) {
        throw new IllegalStateException("the plugin answers " + said);
      }
    }
  }

  /** Packs the next version. */
  @Setup(Level.Invocation)
  public void prepare(Workplace place) throws IOException {
    pack();
    place.settle();
  }

  private void pack() throws IOException {
    Path zip = Objects.requireNonNull(bundles).resolve(++number + ".zip");
    SmallPlugin.of(number, content).zip(Files.newOutputStream(zip));
    fresh = zip;
  }

  /** What is measured: a version that was never here. */
  InstallReport installFresh() {
    return install(fresh);
  }

  /** What is measured: the version before, again. */
  InstallReport installBefore() {
    return install(before);
  }

  private InstallReport install(@Nullable Path zip) {
    installed = Objects.requireNonNull(zip);
    report =
        Objects.requireNonNull(installer)
            .install(InstallRequest.of(zip.toString()).withAllowDowngrade(true));
    return report;
  }

  /** Makes sure that it was installed, and deletes the version that nobody would go back to. */
  @TearDown(Level.Invocation)
  public void tidy() throws IOException {
    if (report == null || report.outcome() != Outcome.COMMITTED) {
      throw new IllegalStateException("not installed: " + report);
    }
    Path unused = Objects.equals(installed, fresh) ? before : fresh;
    before = live;
    live = installed;
    if (unused != null) {
      Files.delete(unused);
    }
    PluginStore opened = Objects.requireNonNull(store);
    // Waits: the installer's own collection may be at work in the background.
    try (Hold hold = opened.hold(Duration.ofSeconds(10))) {
      StoreRun.collect(opened);
    }
  }

  /** Ends the installer. */
  @TearDown
  public void close() {
    Objects.requireNonNull(installer).close();
  }
}
