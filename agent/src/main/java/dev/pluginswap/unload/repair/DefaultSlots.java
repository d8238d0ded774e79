package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Raw;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM has one of, such as the default authenticator, where it is an object of the plugin:
 * becomes what it was before anybody had set it. A stream of the JDK around one of the plugin is no
 * better than that one. By compare-and-set, so what the next generation has set by now stays.
 */
final class DefaultSlots implements Sweep {

  private static final Duration FLUSH = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "default-slots";
  }

  @Override
  public String meaning() {
    return "defaults of the JVM that are the plugin's become those of the JDK";
  }

  @Override
  public List<String> sweep(Departed departed) throws ReflectiveOperationException {
    List<String> done = new ArrayList<>();
    for (Slot slot : Slots.all()) {
      Class<?> type =
          slot.isIn(Runtime.version().feature()) ? JdkClasses.initialized(slot.type()) : null;
      if (type != null) {
        sweep(departed, slot, Raw.field(type, slot.field()), done);
      }
    }
    sweepPolicy(departed, done);
    return done;
  }

  private static void sweep(Departed departed, Slot slot, FieldRef field, List<String> done)
      throws ReflectiveOperationException {
    Object held = field.get(null);
    Object own = held == null ? null : own(held, departed);
    if (held == null || own == null) {
      return;
    }
    Object replacement = slot.replacement().make();
    if (field.replace(null, held, replacement)) {
      done.add(
          "replaced the %s, a %s, by %s"
              .formatted(
                  slot.words(),
                  held.getClass().getName()
                      + (own == held ? "" : " around a " + own.getClass().getName()),
                  replacement == null ? "none" : "the JDK's"));
      if (held instanceof PrintStream stream) {
        String failed =
            Bounded.run("flushes " + slot.words(), departed.loader(), FLUSH, stream::flush);
        if (failed != null) {
          done.add("flushing %s %s".formatted(own.getClass().getName(), failed));
        }
      }
    }
  }

  /** An object, or what it is a JDK's stream around, if that is the plugin's; null otherwise. */
  private static @Nullable Object own(Object held, Departed departed) throws NoSuchFieldException {
    Object next = held;
    while (next != null && !departed.owns(next)) {
      next = around(next);
    }
    return next;
  }

  private static @Nullable Object around(Object stream) throws NoSuchFieldException {
    if (!Jdk.has(stream.getClass())) {
      return null; // one of the application does more than to pass on
    }
    return stream instanceof FilterOutputStream
        ? Raw.field(FilterOutputStream.class, "out").get(stream)
        : stream instanceof FilterInputStream
            ? Raw.field(FilterInputStream.class, "in").get(stream)
            : null;
  }

  /** On JDKs that have policies it is in a record of its own. */
  private static void sweepPolicy(Departed departed, List<String> done)
      throws ReflectiveOperationException {
    Class<?> type = JdkClasses.initialized("java.security.Policy");
    if (type == null || Runtime.version().feature() > 23) {
      return;
    }
    FieldRef field = Raw.field(type, "policyInfo");
    Object info = field.get(null);
    Object policy = info == null ? null : Raw.read(info, "policy");
    if (info != null && policy != null && departed.owns(policy)) {
      // As at first: the JDK loads the one that is configured when it is asked for it.
      Object unset = unsetPolicy(type, info.getClass());
      if (field.replace(null, info, unset)) {
        done.add("replaced the policy, a %s, by none".formatted(policy.getClass().getName()));
      }
    }
  }

  private static Object unsetPolicy(Class<?> policy, Class<?> info)
      throws ReflectiveOperationException {
    try {
      return Raw.trusted()
          .findConstructor(
              info, java.lang.invoke.MethodType.methodType(void.class, policy, boolean.class))
          .invoke((Object) null, false);
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
