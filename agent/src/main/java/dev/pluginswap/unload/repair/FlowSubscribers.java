package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import java.util.Objects;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers of the plugin are taken off publishers of others. They are told nothing: their code
 * is gone. A publisher that waits for one of them to take something goes on.
 */
final class FlowSubscribers implements EdgeRepair {

  private static final String SUBSCRIPTION =
      SubmissionPublisher.class.getName() + "$BufferedSubscription";

  @Override
  public String name() {
    return "flow-subscribers";
  }

  @Override
  public String meaning() {
    return "subscribers of the plugin are taken off publishers of others";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int by = edge.lastOf(step -> step.isField(SUBSCRIPTION, "subscriber"));
    if (by < 0 || !Jdk.leadsToThePluginAlone(edge, by, departed)) {
      return null;
    }
    Object subscription = edge.holder(by);
    FieldRef subscriber = Objects.requireNonNull(edge.path().get(by).field());
    close(subscription);
    subscriber.replace(subscription, edge.reached(by), null);
    int on = edge.lastOf(step -> step.holder() instanceof SubmissionPublisher<?>);
    if (on >= 0) {
      ((SubmissionPublisher<?>) edge.holder(on)).getNumberOfSubscribers(); // unlinks the closed
    }
    return "took the subscriber %s off the publisher at %s"
        .formatted(Names.of(edge.owned()), edge.where(on < 0 ? by : on));
  }

  /** As when a subscriber has failed: closed, and whoever waits for room in its buffer goes on. */
  private static void close(Object subscription) throws Exception {
    Class<?> type = subscription.getClass();
    int closed = constant(type, "CLOSED") | constant(type, "ERROR");
    Members.call(type, "getAndBitwiseOrCtl", subscription, closed);
    Members.call(type, "signalWaiter", subscription);
  }

  private static int constant(Class<?> type, String name) throws Exception {
    try {
      return (int) Raw.trusted().findStaticGetter(type, name, int.class).invokeExact();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
