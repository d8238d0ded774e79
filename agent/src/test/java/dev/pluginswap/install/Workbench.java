package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.PluginState;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.source.Sources;
import dev.pluginswap.store.Disk;
import dev.pluginswap.store.Integrity;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.RecordState;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.TestPlugin;
import dev.pluginswap.unload.UnloadSettings;
import dev.pluginswap.unload.Unloader;
import dev.pluginswap.unload.repair.ThreadStopper;
import dev.pluginswap.verify.Export;
import dev.pluginswap.verify.WorkspaceView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** An agent's core over a real directory, in this JVM, whose steps a test can fail. */
final class Workbench implements AutoCloseable {

  static final InstallSettings SETTINGS =
      new InstallSettings(
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofDays(7),
          10,
          false,
          new BundleLimits(10 << 20, 100),
          Linkage.DEFAULT,
          Duration.ZERO,
          10,
          0);

  private final Path directory;
  private final Guards guards;
  final Path plugins;
  final LoggingDisk disk;
  final StepFault steps = new StepFault();
  final InstallSettings settings;

  /** Of the next {@link #start}; collections are not forced unless a test says so. */
  UnloadSettings unloading = UnloadSettings.DEFAULTS;

  PluginStore store;
  PluginRuntime runtime;
  Installer installer;
  Greeter greeter;
  private int bundles;

  /** Fails one step, before or after it acts; or does something else to it. */
  static final class StepFault implements StepListener {
    volatile Step step;
    volatile boolean after;
    volatile Throwable thrown;

    /** Null where the step is to fail. */
    volatile Callable<?> deed;

    @Override
    public void before(Step running) throws Exception {
      if (running == step && !after) {
        act();
      }
    }

    @Override
    public void after(Step running) throws Exception {
      if (running == step && after) {
        act();
      }
    }

    private void act() throws Exception {
      if (deed == null) {
        raise(thrown);
      } else {
        deed.call();
      }
    }

    private static void raise(Throwable thrown) throws Exception {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown;
    }
  }

  Workbench(Path directory) throws IOException {
    this(directory, SETTINGS);
  }

  Workbench(Path directory, InstallSettings settings) throws IOException {
    this(directory, settings, Guards.NONE);
  }

  Workbench(Path directory, InstallSettings settings, Guards guards) throws IOException {
    this.directory = directory;
    this.guards = guards;
    this.plugins = directory.resolve("plugins");
    this.settings = settings;
    Files.createDirectories(plugins);
    this.disk = new LoggingDisk(Disk.of(plugins));
    start();
  }

  /** As a new JVM would: everything is read from the disk again. */
  void start() throws IOException {
    start(Sources.standard());
  }

  /** The same with other sources. */
  void start(Sources sources) throws IOException {
    ClassLoader workspace = Workbench.class.getClassLoader();
    List<Export> exports = List.of(new Export("dev.pluginswap.testing", null));
    store = PluginStore.open(plugins, disk, Clock.systemUTC(), new Random(42));
    runtime =
        new PluginRuntime(
            new RuntimeSettings(workspace, exports.stream().map(Export::pattern).toList()));
    installer =
        new Installer(
            store,
            runtime,
            sources,
            new WorkspaceView(workspace, Runtime.version(), exports),
            settings,
            Clock.systemUTC(),
            System::nanoTime,
            steps,
            DaemonThreads::pool,
            guards,
            new Unloader(
                unloading,
                () -> new Class<?>[0],
                loader -> List.of(),
                ThreadStopper.NONE,
                DaemonThreads.unloading()));
    installer.start();
    greeter = installer.service(Greeter.class, "greeter");
  }

  void restart() throws IOException {
    installer.close();
    closeLive();
    start();
  }

  /** The files that a JVM that ends lets go of. */
  private void closeLive() throws IOException {
    Generation live = runtime.live("greeter");
    if (live != null) {
      live.stop();
      live.close();
    }
  }

  /** Writes the plugin as a zip. */
  Path zip(TestPlugin plugin) {
    return plugin.zip(directory.resolve("bundles").resolve("bundle" + ++bundles + ".zip"));
  }

  /** The greeter that answers with its version. */
  static TestPlugin greeter(String version) {
    return TestPlugin.greeter("greeter", version, version + ":").requires(Greeter.class.getName());
  }

  InstallReport install(TestPlugin plugin) {
    return install(zip(plugin));
  }

  InstallReport install(Path bundle) {
    return installer.install(InstallRequest.of(bundle.toString()));
  }

  PluginStatus status() {
    return installer.plugin("greeter").orElseThrow();
  }

  Optional<Digest> recorded() throws IOException {
    return store.record("greeter") instanceof RecordState.Present present
        ? Optional.ofNullable(present.record().current())
        : Optional.empty();
  }

  /**
   * Disk, record, views, handles and status all say that this version is live, and nothing is left.
   */
  void assertLive(String version) throws IOException {
    assertThat(greeter.greet("Ada")).isEqualTo(version + ": Ada");
    PluginStatus status = status();
    assertThat(status.state()).isEqualTo(PluginState.LIVE);
    assertThat(status.live().version()).isEqualTo(version);
    Digest digest = recorded().orElseThrow();
    assertThat(status.live().digest()).isEqualTo(digest.hex());
    assertThat(Files.readSymbolicLink(plugins.resolve("greeter")).toString())
        .isEqualTo(".versions/greeter." + digest.hex());
    assertThat(store.check("greeter", digest)).isInstanceOf(Integrity.Intact.class);
    assertThat(store.versionDirectory("greeter", digest).resolve(".complete")).exists();
    assertNothingLeft();
  }

  /** The plugin was never installed, as far as anybody can see. */
  void assertAbsent() throws IOException {
    assertThat(installer.plugin("greeter")).isEmpty();
    assertThat(recorded()).isEmpty();
    assertThat(Files.exists(plugins.resolve("greeter"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(names(".versions")).isEmpty();
    assertNothingLeft();
  }

  private void assertNothingLeft() throws IOException {
    assertThat(names(".staging")).isEmpty();
    assertThat(names(".state")).allMatch(name -> name.equals("greeter"));
    List<String> known =
        store.record("greeter") instanceof RecordState.Present present
            ? Stream.concat(
                    Stream.ofNullable(present.record().current()),
                    present.record().retained().stream().map(kept -> kept.digest()))
                .map(digest -> "greeter." + digest.hex())
                .toList()
            : List.of();
    assertThat(names(".versions")).containsExactlyInAnyOrderElementsOf(known);
  }

  List<String> names(String subdirectory) {
    try (Stream<Path> files = Files.list(plugins.resolve(subdirectory))) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it holds; fails after 20 s. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within 20 s: " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }

  /** Closes, and lets go of every file: what was on this disk can be unmounted. */
  void closeForUnmount() throws Exception {
    await("drained", () -> installer.plugins().stream().allMatch(p -> p.draining().isEmpty()));
    close();
    closeLive();
    disk.closeLocks();
  }

  @Override
  public void close() {
    installer.close();
  }
}
