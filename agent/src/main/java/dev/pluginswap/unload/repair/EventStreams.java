package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Link;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Step;
import dev.pluginswap.unload.walk.Walk;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.consumer.EventStream;
import org.jspecify.annotations.Nullable;

/**
 * The plugin's actions are taken off event streams of JDK Flight Recorder. The stream goes on: its
 * recording and its other actions may be the application's. A stream looks at its actions anew with
 * the next flush only, a second later or never, so what it still has of them does nothing until
 * then.
 */
final class EventStreams implements EdgeRepair {

  private static final String STREAMS = "jdk.jfr.internal.consumer.";

  /** Does nothing. */
  private record Nothing() implements Runnable, Consumer<Object> {
    @Override
    public void run() {}

    @Override
    public void accept(Object event) {}
  }

  private static final Nothing NOTHING = new Nothing();

  @Override
  public String name() {
    return "jfr-streams";
  }

  @Override
  public String meaning() {
    return "actions of the plugin are taken off event streams of Flight Recorder";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) {
    int part = edge.lastOf(step -> isPart(step.holder()));
    if (part < 0 || !isAction(edge, part)) {
      return null;
    }
    int on = edge.lastOf(step -> isPart(step.holder()) && step.holder() instanceof EventStream);
    boolean removed = on >= 0 && ((EventStream) edge.holder(on)).remove(edge.owned());
    return silence(edge, part) || removed
        ? "took the action %s off the event stream at %s"
            .formatted(Names.of(edge.owned()), edge.where(on < 0 ? part : on))
        : null;
  }

  private static boolean isPart(@Nullable Object object) {
    return object != null && object.getClass().getName().startsWith(STREAMS);
  }

  /** Whether there is nothing but a list or an array between the part of a stream and it. */
  private static boolean isAction(Edge edge, int part) {
    for (int i = part + 1; i < edge.path().size(); i++) {
      if (!(edge.holder(i) instanceof Object[] || edge.holder(i) instanceof List<?>)) {
        return false;
      }
    }
    return edge.owned() instanceof Runnable || edge.owned() instanceof Consumer<?>;
  }

  /** In what the stream has made of its lists of actions: that is made anew, and never changed. */
  private static boolean silence(Edge edge, int part) {
    Step step = edge.path().get(part);
    FieldRef field = edge.last().field();
    if (field != null && step.isField(STREAMS + "Dispatcher$EventDispatcher", "action")) {
      return field.replace(edge.holder(), edge.owned(), NOTHING);
    }
    if (part == edge.path().size() - 2
        && edge.holder() instanceof Object[] actions
        && edge.last().link() instanceof Link.Element element
        && actions[element.index()] == edge.owned()) {
      actions[element.index()] = NOTHING;
      return true;
    }
    return false;
  }
}
