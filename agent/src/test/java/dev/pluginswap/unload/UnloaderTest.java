package dev.pluginswap.unload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.repair.EdgeRepair;
import dev.pluginswap.unload.repair.Repair;
import dev.pluginswap.unload.repair.Repairs;
import dev.pluginswap.unload.repair.Sweep;
import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Leftover;
import dev.pluginswap.unload.walk.Walk;
import dev.pluginswap.unload.walk.WalkLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class UnloaderTest {

  /** What somebody holds. */
  static final class Registry {
    static @Nullable Object held;
  }

  private static final String HOLDER =
      "static dev.pluginswap.unload.UnloaderTest$Registry.held → com.acme.greeter.Impl";

  /** Empties {@link Registry#held}. */
  private record Emptying() implements EdgeRepair {
    @Override
    public String name() {
      return "emptying";
    }

    @Override
    public String meaning() {
      return "for tests";
    }

    @Override
    public @Nullable String repair(Edge edge, Departed departed, Walk walk) {
      FieldRef field = edge.last().field();
      if (field == null || field.declaring() != Registry.class) {
        return null;
      }
      return field.replace(null, edge.owned(), null) ? "emptied " + field.name() : null;
    }
  }

  /** Says that it was here: the first time, or each time. */
  private record Passing(List<String> labels, boolean eachTime) implements Sweep {
    @Override
    public String name() {
      return "passing";
    }

    @Override
    public String meaning() {
      return "for tests";
    }

    @Override
    public List<String> sweep(Departed departed) {
      labels.add(departed.label());
      return eachTime || labels.size() == 1 ? List.of("passed") : List.of();
    }
  }

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<Fate> told = new LinkedBlockingQueue<>();
  private final List<String> asked = new ArrayList<>();

  @AfterEach
  void end() {
    timer.shutdownNow();
    Registry.held = null;
  }

  /** Time that passes with each collection, and nowhere else. */
  private final AtomicLong skipped = new AtomicLong();

  private final AtomicInteger collections = new AtomicInteger();

  private Unloader unloader(boolean force, Repair... repairs) {
    return unloader(
        force,
        loader -> List.of("JNI global → com.acme.greeter.Impl"),
        Duration.ofSeconds(15),
        repairs);
  }

  private Unloader unloader(
      boolean force, HeapSearch heap, Duration eachCollection, Repair... repairs) {
    return new Unloader(
        new UnloadSettings(force, WalkLimits.DEFAULTS, Set.of(), Set.of()),
        Repairs.of(List.of(repairs), Set.of(), Set.of(), 17),
        () -> new Class<?>[] {Registry.class},
        loader -> {
          asked.add(loader);
          return heap.holders(loader);
        },
        timer,
        skipped::get,
        () -> {
          skipped.addAndGet(eachCollection.toNanos());
          System.gc();
          collections.incrementAndGet();
        });
  }

  /** In a frame of its own, so that no local variable of the test holds the plugin. */
  private Unload departing(Unloader unloader, boolean held) {
    Leftover plugin = new Leftover();
    Object object = plugin.object();
    if (held) {
      Registry.held = object;
    }
    Unload unload = unloader.sweep("greeter@1.2.0#7", plugin.loader());
    unloader.watch(unload, told::add);
    return unload;
  }

  private Fate await() throws InterruptedException {
    Fate fate = told.poll(30, TimeUnit.SECONDS);
    assertThat(fate).as("told within 30 s").isNotNull();
    return fate;
  }

  @Test
  void whatNobodyHoldsIsCollected() throws Exception {
    Unload unload = departing(unloader(true), false);
    assertThat(await()).isEqualTo(new Fate(Fate.State.COLLECTED, List.of(), List.of()));
    assertThat(unload.fate().state()).isEqualTo(Fate.State.COLLECTED);
    assertThat(asked).isEmpty();
  }

  @Test
  void nothingIsKnownBeforeACollection() throws Exception {
    Unload unload = departing(unloader(false), true);
    assertThat(told.poll(1, TimeUnit.SECONDS)).isNull();
    assertThat(unload.fate().state()).isEqualTo(Fate.State.STOPPED);
    System.gc();
    assertThat(await().state()).isEqualTo(Fate.State.HELD);
  }

  @Test
  void whoHoldsItIsNamed() throws Exception {
    departing(unloader(true), true);
    assertThat(await()).isEqualTo(new Fate(Fate.State.HELD, List.of(), List.of(HOLDER)));
    assertThat(asked).as("a walk has found somebody").isEmpty();
  }

  @Test
  void whatCanBeRepairedIsAndThenItIsCollected() throws Exception {
    departing(unloader(true, new Emptying()), true);
    assertThat(await())
        .isEqualTo(new Fate(Fate.State.COLLECTED, List.of("emptied held"), List.of()));
  }

  @Test
  void theSweepRunsBeforeAndWithEachWalk() throws Exception {
    List<String> labels = new ArrayList<>();
    departing(unloader(true, new Passing(labels, false)), true);
    assertThat(await()).isEqualTo(new Fate(Fate.State.HELD, List.of("passed"), List.of(HOLDER)));
    assertThat(labels).hasSizeGreaterThanOrEqualTo(2).containsOnly("greeter@1.2.0#7");
  }

  @Test
  void whatIsDoneAgainInVainIsNoRepair() throws Exception {
    List<String> labels = new ArrayList<>();
    departing(unloader(true, new Passing(labels, true)), true);
    assertThat(await()).isEqualTo(new Fate(Fate.State.HELD, List.of("passed"), List.of(HOLDER)));
    assertThat(labels).hasSize(2);
  }

  @Test
  void whatNoWalkSeesIsLookedForInTheHeapAfterThreeCollections() throws Exception {
    Leftover plugin = new Leftover(); // a local variable holds it
    Unloader unloader = unloader(true);
    Unload unload = unloader.sweep("greeter@1.2.0#7", plugin.loader());
    unloader.watch(unload, told::add);
    assertThat(await().holders()).containsExactly("JNI global → com.acme.greeter.Impl");
    assertThat(asked).containsExactly("greeter@1.2.0#7");
    assertThat(plugin.type()).isNotNull();
  }

  @Test
  void theHeapIsNotDumpedForWhatACompilerMayHold() throws Exception {
    Leftover plugin = new Leftover(); // a local variable holds it
    Unloader unloader = unloader(true, loader -> List.of("somebody"), Duration.ofMillis(900));
    unloader.watch(unloader.sweep("greeter@1.2.0#7", plugin.loader()), told::add);
    await(() -> collections.get() >= 7);
    assertThat(asked).isEmpty();
    assertThat(told).isEmpty();
    assertThat(plugin.type()).isNotNull();
  }

  @Test
  void whatIsInNoDumpEitherIsHeldByNobodyThatIsSeen() throws Exception {
    Leftover plugin = new Leftover(); // a local variable holds it
    Unloader unloader = unloader(true, loader -> List.of(), Duration.ofSeconds(15));
    unloader.watch(unloader.sweep("greeter@1.2.0#7", plugin.loader()), told::add);
    assertThat(await().holders())
        .containsExactly("nobody that is to be seen, neither among live objects nor on stacks");
    assertThat(asked).containsExactly("greeter@1.2.0#7");
    assertThat(plugin.type()).isNotNull();
  }

  @Test
  void whatIsLetGoOfInTimeAfterADumpWasNeverHeld() throws Exception {
    AtomicInteger atDump = new AtomicInteger(Integer.MAX_VALUE);
    Unloader unloader =
        unloader(
            true,
            loader -> {
              atDump.set(collections.get());
              return List.of();
            },
            Duration.ofSeconds(5));
    Thread compiler =
        new Thread(
            () -> {
              Leftover plugin = new Leftover();
              unloader.watch(unloader.sweep("greeter@1.2.0#7", plugin.loader()), told::add);
              await(() -> collections.get() - 5 >= atDump.get());
              assertThat(plugin.type()).isNotNull();
            });
    compiler.start();
    compiler.join();
    assertThat(await().state()).isEqualTo(Fate.State.COLLECTED);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aCollectionThatDoesNotRunIsAskedForAgainAfterAPause() throws Exception {
    AtomicInteger asks = new AtomicInteger();
    AtomicLong first = new AtomicLong();
    Unloader unloader =
        new Unloader(
            new UnloadSettings(true, WalkLimits.DEFAULTS, Set.of(), Set.of()),
            Repairs.of(List.of(), Set.of(), Set.of(), 17),
            () -> new Class<?>[] {Registry.class},
            loader -> List.of(),
            timer,
            System::nanoTime,
            () -> {
              if (asks.getAndIncrement() == 0) {
                first.set(System.nanoTime());
              } else if (System.nanoTime() - first.get() > TimeUnit.SECONDS.toNanos(1)) {
                System.gc();
              }
            });
    departing(unloader, false);
    assertThat(await().state()).isEqualTo(Fate.State.COLLECTED);
    assertThat(asks).hasValueLessThan(12);
  }

  private static void await(BooleanSupplier happened) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!happened.getAsBoolean()) {
      assertThat(System.nanoTime()).as("happened within 30 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void whatFailsIsTriedAgain() throws Exception {
    AtomicInteger asks = new AtomicInteger();
    Unloader unloader =
        new Unloader(
            new UnloadSettings(true, WalkLimits.DEFAULTS, Set.of(), Set.of()),
            Repairs.of(List.of(), Set.of(), Set.of(), 17),
            () -> {
              if (asks.getAndIncrement() == 0) {
                throw new OutOfMemoryError("for tests");
              }
              return new Class<?>[] {Registry.class};
            },
            loader -> List.of(),
            timer,
            System::nanoTime,
            System::gc);
    departing(unloader, true);
    assertThat(await().holders()).containsExactly(HOLDER);
    assertThat(asks).hasValueGreaterThan(1);
  }

  @Test
  void aHeldLoaderThatIsLetGoOfIsCollectedAfterAll() throws Exception {
    Unload unload = departing(unloader(true), true);
    assertThat(await().state()).isEqualTo(Fate.State.HELD);
    Registry.held = null;
    System.gc();
    assertThat(await().state()).isEqualTo(Fate.State.COLLECTED);
    assertThat(unload.fate().holders()).isEmpty();
  }
}
