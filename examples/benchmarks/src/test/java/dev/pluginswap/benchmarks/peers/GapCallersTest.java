package dev.pluginswap.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * That callers count what they see: each defect under its own name, and none where there is none.
 */
final class GapCallersTest {

  private static final long BOUND_NANOS = 20_000_000_000L;

  private final GapCounts counts = new GapCounts();

  @Test
  void aServiceThatAnswersIsCalledAndNothingElseIsCounted() throws Exception {
    call(() -> new Fake(1), () -> counts.calls.sum() > 100 && counts.completed.sum() > 0);

    assertThat(counts.noneFound.sum() + counts.stopped.sum() + counts.failed.sum()).isZero();
    assertThat(counts.brokenOff.sum()).isZero();
    assertThat(counts.failures()).isEmpty();
  }

  @Test
  void nothingFoundIsCountedAsThat() throws Exception {
    call(() -> null, () -> counts.noneFound.sum() > 100);

    assertThat(counts.calls.sum() + counts.failed.sum() + counts.stopped.sum()).isZero();
  }

  @Test
  void aStoppedPluginIsSeen() throws Exception {
    call(() -> new Fake(-1), () -> counts.stopped.sum() > 100);

    assertThat(counts.noneFound.sum() + counts.failed.sum()).isZero();
  }

  @Test
  void aCallThatThrowsHasFailedAndSoHasASlowOne() throws Exception {
    call(() -> new Fake(0), () -> counts.failed.sum() > 100 && counts.brokenOff.sum() > 0);

    assertThat(counts.calls.sum() + counts.completed.sum()).isZero();
    assertThat(counts.failures()).containsExactly("NoClassDefFoundError");
  }

  @Test
  void aCallThatSaysThereIsNoServiceHasFoundNone() throws Exception {
    FakeFramework framework =
        new FakeFramework(() -> new Fake(0)) {
          @Override
          public boolean saysNoneFound(Throwable thrown) {
            return thrown instanceof NoClassDefFoundError;
          }
        };
    call(framework, () -> counts.noneFound.sum() > 100);

    assertThat(counts.failed.sum()).isZero();
  }

  @Test
  void aLookupThatThrowsHasFailed() throws Exception {
    call(
        () -> {
          throw new IllegalStateException("while it is updated");
        },
        () -> counts.failed.sum() > 100);

    assertThat(counts.failures()).containsExactly("IllegalStateException");
  }

  @Test
  void aTableWithARowOfAnotherWidthIsRefused() {
    MarkdownTable table = new MarkdownTable(List.of("who", "gaps"));
    table.add(List.of("ours", "0"));
    assertThat(table.toString())
        .isEqualTo(
            """
            | who  | gaps |
            |------|-----:|
            | ours |    0 |
            """);
    assertThatThrownBy(() -> table.add(List.of("theirs")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 cells under 2 headings");
  }

  private void call(Supplier<Service> lookup, BooleanSupplier enough) throws Exception {
    call(new FakeFramework(lookup), enough);
  }

  private void call(Framework framework, BooleanSupplier enough) throws Exception {
    try (GapCallers callers = new GapCallers(framework, counts, 1)) {
      long deadline = System.nanoTime() + BOUND_NANOS;
      while (!enough.getAsBoolean()) {
        assertThat(System.nanoTime()).as("%s", counts.figures()).isLessThan(deadline);
        LockSupport.parkNanos(100_000);
      }
    }
  }

  /** One that finds what it is told to. */
  private static class FakeFramework implements Framework {
    private final Supplier<Service> lookup;

    FakeFramework(Supplier<Service> lookup) {
      this.lookup = lookup;
    }

    @Override
    public Service lookup() {
      return lookup.get();
    }

    @Override
    public void update(Path bundle) {
      throw new UnsupportedOperationException("nothing is updated here");
    }

    @Override
    public void close() {}
  }

  /** Answers with its number; throws if that is 0. */
  private record Fake(int number) implements Service {

    @Override
    public int call(int x) {
      return x + 1;
    }

    @Override
    public int answer() {
      if (number == 0) {
        throw new NoClassDefFoundError("subject/Part1");
      }
      return number;
    }

    @Override
    public int slow(int millis) {
      return answer();
    }

    @Override
    public ClassLoader loader() {
      return Fake.class.getClassLoader();
    }
  }
}
