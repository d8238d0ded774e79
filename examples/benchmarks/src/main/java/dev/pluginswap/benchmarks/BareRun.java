package dev.pluginswap.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One version after the other, by {@link BareWrites}. As in the store, the last two are kept. */
@State(Scope.Benchmark)
public class BareRun {

  private @Nullable BareWrites writes;
  private int number;
  private @Nullable SmallPlugin beforeLast;
  private @Nullable SmallPlugin last;
  private @Nullable SmallPlugin next;
  private byte[] list = {};
  private byte[] record = {};

  /** Commits the version before the first that is measured. */
  @Setup
  public void open(Workplace place) throws IOException {
    writes = new BareWrites(place.root());
    prepare(place);
    commit();
    tidy();
  }

  /** Makes the bytes of the next version. */
  @Setup(Level.Invocation)
  public void prepare(Workplace place) throws IOException {
    SmallPlugin made = SmallPlugin.of(++number, Content.CODE_FREE);
    list = made.list().text().getBytes(UTF_8);
    record = BareWrites.record(made.digest(), (last == null ? made : last).digest());
    next = made;
    place.settle();
  }

  /** What is measured. */
  void commit() throws IOException {
    Objects.requireNonNull(writes).commit(Objects.requireNonNull(next), list, record);
  }

  /** Deletes the version that nobody would go back to. */
  @TearDown(Level.Invocation)
  public void tidy() throws IOException {
    if (beforeLast != null) {
      Workplace.delete(Objects.requireNonNull(writes).version(beforeLast.digest()));
    }
    beforeLast = last;
    last = next;
  }
}
