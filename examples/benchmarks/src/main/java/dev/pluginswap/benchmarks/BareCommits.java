package dev.pluginswap.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One version after the other, by {@link BareWrites}. As in the store, the last two are kept. */
final class BareCommits {

  private final Workplace place;
  private final BareWrites writes;
  private int number;
  private @Nullable SmallPlugin before;
  private SmallPlugin live;
  private SmallPlugin next;
  private byte[] list;
  private byte[] record;

  /** Commits the version before the first. */
  BareCommits(Workplace place, String directory) throws IOException {
    this.place = place;
    Path root = place.root().resolve(directory);
    writes = new BareWrites(root);
    live = SmallPlugin.of(number, Content.CODE_FREE);
    next = live;
    list = live.list().text().getBytes(UTF_8);
    record = BareWrites.record(live.digest(), live.digest());
    commit();
  }

  /** Makes the bytes of the next version, and settles. */
  void prepare() throws IOException {
    next = SmallPlugin.of(++number, Content.CODE_FREE);
    list = next.list().text().getBytes(UTF_8);
    record = BareWrites.record(next.digest(), live.digest());
    place.settle();
  }

  /** Writes and forces it. */
  void commit() throws IOException {
    writes.commit(next, list, record);
  }

  /** Deletes the version that nobody would go back to. */
  void tidy() throws IOException {
    if (before != null) {
      Workplace.delete(writes.version(before.digest()));
    }
    before = live;
    live = next;
  }
}
