package dev.pluginswap.benchmarks;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** {@link BareCommits} as what is measured: beside itself it must cost 1. */
@State(Scope.Thread)
public class BareRun {

  private @Nullable BareCommits commits;

  /** Makes the directories. */
  @Setup
  public void open(Workplace place) throws IOException {
    commits = new BareCommits(place, "bare");
  }

  /** Makes the bytes of the next version. */
  @Setup(Level.Invocation)
  public void prepare() throws IOException {
    Objects.requireNonNull(commits).prepare();
  }

  /** What is measured. */
  void commit() throws IOException {
    Objects.requireNonNull(commits).commit();
  }

  /** Deletes the version that nobody would go back to. */
  @TearDown(Level.Invocation)
  public void tidy() throws IOException {
    Objects.requireNonNull(commits).tidy();
  }
}
