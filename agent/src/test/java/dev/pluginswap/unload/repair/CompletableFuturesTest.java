package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for them: that is what is tested
final class CompletableFuturesTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();
  private final CompletableFuture<String> hosts = new CompletableFuture<>();
  private final CompletableFuture<String> other = new CompletableFuture<>();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  private List<String> repair() throws Exception {
    return Application.repair(new CompletableFutures(), plugin);
  }

  @Test
  void thePluginsStagesGoAndTheHostsRun() throws Exception {
    Application.held = List.of(hosts, other);
    List<String> ran = new ArrayList<>();
    hosts.thenAccept(value -> ran.add("first " + value));
    hosts.thenAccept(plugin.object(Consumer.class));
    hosts.thenApply(plugin.object(Function.class)).thenAccept(plugin.object(Consumer.class));
    hosts.thenCombine(other, plugin.object(BiFunction.class));
    hosts.whenCompleteAsync(plugin.object(BiConsumer.class));
    hosts.thenCompose(plugin.object(Function.class));
    hosts.exceptionally(plugin.object(Function.class));
    hosts.thenAccept(value -> ran.add("last " + value));
    hosts.thenAccept(next.object(Consumer.class));
    assertThat(Application.holders(plugin)).hasSizeGreaterThanOrEqualTo(7);

    assertThat(repair())
        .anySatisfy(
            said ->
                assertThat(said)
                    .isEqualTo(
                        "took com.acme.greeter.BiConsumerImpl off the future at "
                            + Application.HELD
                            + " → List[0] → CompletableFuture"));

    assertThat(Application.holders(plugin)).isEmpty();
    assertThat(Application.holders(next)).isNotEmpty();
    assertThat(hosts.getNumberOfDependents()).as("unlinked, not only emptied").isEqualTo(3);
    hosts.complete("done");
    other.complete("done");
    assertThat(ran).containsExactlyInAnyOrder("first done", "last done");
    assertThat(Application.holders(next)).isEmpty();
  }

  @Test
  void aStageWhoseOutcomeTheHostKeepsStays() throws Exception {
    CompletableFuture<Object> kept = hosts.thenApply(plugin.object(Function.class));
    Application.held = List.of(hosts, kept);
    assertThat(repair()).isEmpty();
    hosts.complete("done");
    assertThat(kept).isCompleted();
  }

  @Test
  void aStageThatTheHostWaitsForStays() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    Application.held = hosts;
    CompletableFuture<Object> stage = hosts.thenApply(plugin.object(Function.class));
    stage.thenRun(() -> ran.set(true));
    assertThat(repair()).isEmpty();
    hosts.complete("done");
    assertThat(ran).isTrue();
  }

  @Test
  void aTaskThatNobodyHasRunYetIsEmptied() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    CompletableFuture.supplyAsync(
        plugin.object(java.util.function.Supplier.class), task -> queue.add(task));
    Application.held = queue;
    assertThat(repair()).hasSize(1);
    assertThat(Application.holders(plugin)).isEmpty();
    queue.get(0).run();
  }
}
