package dev.pluginswap.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class RendezvousTest {

  @Test
  void oneStartAtATimeAndAnotherOnlyAfterAFailure() {
    assertThat(Rendezvous.door()).isNull();

    CompletableFuture<BiFunction<String, Map<String, Object>, Object>> first = Rendezvous.begin();
    assertThat(first).isNotNull().isNotDone();
    assertThat(Rendezvous.door()).isSameAs(first);
    assertThat(Rendezvous.begin()).as("while the first is starting").isNull();

    first.completeExceptionally(new IllegalStateException("wrong options"));
    CompletableFuture<BiFunction<String, Map<String, Object>, Object>> second = Rendezvous.begin();
    assertThat(second).isNotNull().isNotSameAs(first);
    assertThat(Rendezvous.door()).isSameAs(second);

    second.complete((operation, arguments) -> operation);
    assertThat(Rendezvous.begin()).as("while the second runs").isNull();
  }
}
