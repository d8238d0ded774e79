package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code java.beans.Introspector} has found out about classes of the plugin. It keeps that for
 * each thread group, in a map whose values refer to their weak keys, and softly for all. Its
 * property editors are weak by themselves.
 */
final class BeanCaches implements Sweep {

  @Override
  public String name() {
    return "introspector";
  }

  @Override
  public String meaning() {
    return "java.beans forgets the classes of the plugin";
  }

  @Override
  public List<String> sweep(Departed departed) throws Exception {
    int forgotten = 0;
    Class<?> group = JdkClasses.initialized("java.beans.ThreadGroupContext");
    Object contexts = group == null ? null : Raw.readStatic(group, "contexts");
    Object[] entries = contexts == null ? null : (Object[]) Raw.read(contexts, "table");
    for (Object first : entries == null ? new Object[0] : entries) {
      for (Object entry = first; entry != null; entry = Raw.read(entry, "next")) {
        Object context = Raw.read(entry, "value");
        if (context != null && Raw.read(context, "beanInfoCache") instanceof Map<?, ?> cache) {
          synchronized (context) {
            int before = cache.size();
            cache.keySet().removeIf(departed::owns);
            forgotten += before - cache.size();
          }
        }
      }
    }
    Class<?> info = JdkClasses.initialized("com.sun.beans.introspect.ClassInfo");
    if (info != null) {
      forgetSoft(info, LoadedClasses.of(departed.loader()));
    }
    return forgotten == 0
        ? List.of()
        : List.of("made java.beans forget %d classes".formatted(forgotten));
  }

  private static void forgetSoft(Class<?> info, List<Class<?>> own) throws Exception {
    MethodHandle remove =
        Raw.trusted().findStatic(info, "remove", MethodType.methodType(void.class, Class.class));
    try {
      for (Class<?> type : new ArrayList<>(own)) {
        remove.invoke(type);
      }
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
