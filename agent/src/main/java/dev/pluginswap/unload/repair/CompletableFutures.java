package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * What the plugin wanted done when a future of the application completes is taken off that future:
 * {@code hosts.thenAccept(mine)}. The stage becomes what it would be after it had run, which the
 * JDK unlinks. A stage whose outcome the application waits for, by a stage of its own or by a
 * reference that it keeps, stays: it would wait for ever.
 */
final class CompletableFutures implements EdgeRepair {

  private static final String INSIDE = CompletableFuture.class.getName() + "$";

  /** What a stage, or a task of an {@code async} method, forgets when it has run. */
  private static final List<String> FORGOTTEN = List.of("dep", "fn", "src", "snd", "executor");

  @Override
  public String name() {
    return "completable-futures";
  }

  @Override
  public String meaning() {
    return "the plugin's functions that wait for futures of others are taken off them";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int by = edge.lastOf(step -> isFunction(step.field()));
    if (by < 0 || !Jdk.leadsToThePluginAlone(edge, by, departed)) {
      return null;
    }
    ForkJoinTask<?> stage = (ForkJoinTask<?>) edge.holder(by);
    Object dependent = Raw.read(stage, "dep");
    if (dependent instanceof CompletableFuture<?> waits
        && isWaitedFor(waits, stage, departed, walk)) {
      return null;
    }
    if (!stage.compareAndSetForkJoinTaskTag((short) 0, (short) 1)) {
      return null; // it is running
    }
    Object source = Members.isA(stage, INSIDE + "UniCompletion") ? Raw.read(stage, "src") : null;
    forget(stage);
    if (source instanceof CompletableFuture<?>) {
      Members.call(CompletableFuture.class, "cleanStack", source);
    }
    return "took %s off the future at %s".formatted(Names.of(edge.owned()), edge.where(by));
  }

  private static boolean isFunction(@Nullable FieldRef field) {
    return field != null
        && field.name().equals("fn")
        && field.declaring().getName().startsWith(INSIDE)
        && ForkJoinTask.class.isAssignableFrom(field.declaring());
  }

  private static void forget(Object stage) {
    for (Class<?> type = stage.getClass();
        type.getName().startsWith(INSIDE);
        type = type.getSuperclass()) {
      for (FieldRef field : Raw.declared(type, false)) {
        if (FORGOTTEN.contains(field.name())) {
          field.set(stage, null);
        }
      }
    }
  }

  /** Whether anybody but the plugin can tell whether a future ever completes. */
  private static boolean isWaitedFor(
      CompletableFuture<?> future, Object by, Departed departed, Walk walk) throws Exception {
    if (departed.owns(future)) {
      return false;
    }
    List<Object> known = new ArrayList<>(List.of(by));
    for (Object next = Raw.read(future, "stack"); next != null; next = Raw.read(next, "next")) {
      known.add(next);
      if (!isThePlugins(next, departed, walk)) {
        return true;
      }
    }
    return walk.isHeldBesides(future, known);
  }

  /** Whether a stage runs the plugin's code, and nobody else waits for its outcome in turn. */
  private static boolean isThePlugins(Object stage, Departed departed, Walk walk) throws Exception {
    if (!Members.isA(stage, INSIDE + "UniCompletion")) {
      return false;
    }
    Object dependent = Raw.read(stage, "dep");
    if (dependent == null) {
      return true; // it has run
    }
    return departed.owns(functionOf(stage))
        && !isWaitedFor((CompletableFuture<?>) dependent, stage, departed, walk);
  }

  private static @Nullable Object functionOf(Object stage) {
    for (FieldRef field : Raw.declared(stage.getClass(), false)) {
      if (field.name().equals("fn")) {
        return field.get(stage);
      }
    }
    return null;
  }
}
