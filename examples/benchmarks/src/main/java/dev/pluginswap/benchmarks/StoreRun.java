package dev.pluginswap.benchmarks;

import dev.pluginswap.store.Disk;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One version after the other, by {@link StoreCommits}, under one hold. */
@State(Scope.Thread)
public class StoreRun {

  private @Nullable StoreCommits commits;
  private @Nullable PluginStore store;
  private @Nullable Hold hold;
  private int number;
  private @Nullable SmallPlugin next;

  /** Opens a store and commits the version before the first that is measured. */
  @Setup
  public void open(Workplace place) throws IOException {
    Path plugins = place.root().resolve("plugins");
    PluginStore opened =
        PluginStore.open(plugins, Disk.of(plugins), Clock.systemUTC(), new Random());
    hold = opened.hold(Duration.ZERO);
    store = opened;
    commits = new StoreCommits(opened, Clock.systemUTC());
    next = SmallPlugin.of(++number, Content.CODE_FREE);
    commit();
  }

  /** Makes the bytes of the next version. */
  @Setup(Level.Invocation)
  public void prepare(Workplace place) throws IOException {
    next = SmallPlugin.of(++number, Content.CODE_FREE);
    place.settle();
  }

  /** What is measured. */
  void commit() throws IOException {
    Objects.requireNonNull(commits).commit(Objects.requireNonNull(next));
  }

  /** Deletes the version that nobody would go back to. */
  @TearDown(Level.Invocation)
  public void collect() throws IOException {
    collect(Objects.requireNonNull(store));
  }

  /** Lets go of the store. */
  @TearDown
  public void close() throws IOException {
    Objects.requireNonNull(hold).close();
  }

  /** Deletes all versions but the live one and the one before; needs a hold. */
  static void collect(PluginStore store) throws IOException {
    for (String plugin : store.names()) {
      var problems = store.collect(plugin, new Retention(Duration.ZERO, 1), false).problems();
      if (!problems.isEmpty()) {
        throw new IOException("not collected: " + problems);
      }
    }
  }
}
