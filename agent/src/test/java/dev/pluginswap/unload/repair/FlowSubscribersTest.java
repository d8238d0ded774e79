package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for them: that is what is tested
final class FlowSubscribersTest {

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  @Test
  void thePluginsSubscriberGoesAndOthersHear() throws Exception {
    try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 8)) {
      CompletableFuture<String> heard = new CompletableFuture<>();
      publisher.subscribe(plugin.object(Flow.Subscriber.class));
      publisher.consume(heard::complete);
      publisher.subscribe(next.object(Flow.Subscriber.class));
      publisher.subscribe(plugin.object(Flow.Subscriber.class));
      Application.held = publisher;
      assertThat(Application.holders(plugin)).isNotEmpty();

      assertThat(Application.repair(new FlowSubscribers(), plugin))
          .isNotEmpty()
          .allSatisfy(
              said ->
                  assertThat(said)
                      .isEqualTo(
                          "took the subscriber com.acme.greeter.SubscriberImpl off the publisher"
                              + " at "
                              + Application.HELD));

      assertThat(Application.holders(plugin)).isEmpty();
      assertThat(Application.holders(next)).isNotEmpty();
      assertThat(publisher.getNumberOfSubscribers()).isEqualTo(2);
      publisher.submit("news");
      assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("news");
      assertThat(publisher.getSubscribers()).isNotEqualTo(List.of());
    }
  }
}
