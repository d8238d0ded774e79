package dev.pluginswap.benchmarks;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Bare commits between the measured ones, one after each, so that both have the same share of
 * whatever else is done with the machine and its disk. The counters start from 0 in each iteration.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class BareBeside {

  static final String COMMITS = "bareCommits";
  static final String NANOS = "bareNanos";

  /** How many there were. */
  public long bareCommits;

  /** How long they took together, in nanoseconds. */
  public long bareNanos;

  private @Nullable BareCommits commits;

  /** Makes the directories. */
  @Setup
  public void open(Workplace place) throws IOException {
    commits = new BareCommits(place, "beside");
  }

  /** Commits once, with all around it that a measured commit has. */
  @TearDown(Level.Invocation)
  public void commit() throws IOException {
    BareCommits bare = Objects.requireNonNull(commits);
    bare.prepare();
    long started = System.nanoTime();
    bare.commit();
    bareNanos += System.nanoTime() - started;
    bareCommits++;
    bare.tidy();
  }
}
