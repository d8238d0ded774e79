package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One way to call the service, and a framework that keeps it. */
@State(Scope.Benchmark)
public abstract class Lane {

  /** System property: the directory of the {@link Subject}. */
  static final String SUBJECT = "peers.subject";

  /** System property: a directory for what frameworks keep. */
  static final String SCRATCH = "peers.scratch";

  /** So that between swaps the calls are compiled as they are in a host that runs for long. */
  private static final int CALLS_BETWEEN = 2_000;

  private static final int CALLS_OF_OTHERS = 20_000;

  /** How often the plugin has been replaced before the calls are measured. */
  @Param("0")
  public int swaps;

  /** What else the host has called before. */
  @Param("MONOMORPHIC")
  public HostProfile host = HostProfile.MONOMORPHIC;

  private final Kind kind;

  /** Null until it is opened. */
  private @Nullable Framework framework;

  Lane(Kind kind) {
    this.kind = kind;
  }

  /** One call. */
  abstract int once(int x);

  /** Takes from the framework what this lane keeps from call to call, after each update. */
  abstract void renew();

  /** Starts the framework and replaces the plugin as often as is asked. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    Path scratch = Path.of(property(SCRATCH));
    Subject subject = new Subject(Path.of(property(SUBJECT)), 1, 2);
    open(kind.open(Files.createTempDirectory(scratch, kind.directory())), subject);
  }

  /** As above, where that framework has been started already. */
  void open(Framework started, Subject subject) throws Exception {
    framework = started;
    if (host == HostProfile.MEGAMORPHIC) {
      callOthers();
    }
    started.update(subject.jar(kind, 1));
    renew();
    for (int swap = 1; swap <= swaps; swap++) {
      int x = 0;
      while (x < CALLS_BETWEEN) {
        x = once(x);
      }
      started.update(subject.jar(kind, 1 + swap % 2));
      renew();
    }
  }

  /** Stops the framework. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    framework().close();
  }

  /** Whose plugin it calls. */
  Kind kind() {
    return kind;
  }

  /** The framework, once it is open. */
  Framework framework() {
    return Objects.requireNonNull(framework, "not open");
  }

  private static void callOthers() {
    for (Service other : List.of(new Others.First(), new Others.Second(), new Others.Third())) {
      int x = 0;
      while (x < CALLS_OF_OTHERS) {
        x = Site.call(other, x);
      }
    }
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(
          "the system property " + name + " is not set; run this as: benchmarks-peers.jar calls");
    }
    return value;
  }
}
