package dev.pluginswap.runtime;

import dev.pluginswap.api.Problem;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the provider instances of a generation. What cannot be had is left out and reported, since
 * real jars ship broken entries; only for a service that is required does it fail the load. Runs
 * the plugin's code: only used in a hook, by one thread.
 */
final class ProviderBinder {

  /** An instance, or what was thrown instead of one. */
  private record Made(@Nullable Object instance, @Nullable Throwable thrown) {}

  private final PluginClassLoader loader;
  private final String label;
  private final Set<String> required;

  /** By class name, so that a class that provides several services has one instance. */
  private final Map<String, Made> made = new HashMap<>();

  private final List<Problem> problems = new ArrayList<>();

  /**
   * A binder for one generation.
   *
   * @param entry the entry instance, which provides what its class is listed for; null for none
   * @param required names of the services that must be complete
   */
  ProviderBinder(
      PluginClassLoader loader, String label, @Nullable Object entry, Set<String> required) {
    this.loader = loader;
    this.label = label;
    this.required = required;
    if (entry != null) {
      made.put(entry.getClass().getName(), new Made(entry, null));
    }
  }

  /**
   * Binds every service.
   *
   * @param serviceFiles provider class names by service type name
   * @throws HookFailedException if a required service has no provider, or one that is broken
   */
  Providers bind(Map<String, Set<String>> serviceFiles) throws HookFailedException {
    Map<Class<?>, List<Providers.Provider>> byType = new LinkedHashMap<>();
    for (Map.Entry<String, Set<String>> file : serviceFiles.entrySet()) {
      Class<?> type = serviceType(file.getKey());
      if (type != null) {
        List<Providers.Provider> providers = providers(type, file.getValue());
        if (!providers.isEmpty()) {
          byType.put(type, List.copyOf(providers));
        }
      }
    }
    Providers bound = new Providers(Map.copyOf(byType));
    for (String service : required.stream().sorted().toList()) {
      if (!bound.services().contains(service)) {
        throw new HookFailedException(
            Problem.error(
                "service-missing",
                label,
                "nothing in META-INF/services provides " + service + ", which is required",
                "list the provider in META-INF/services/" + service),
            null);
      }
    }
    return bound;
  }

  /** What was left out, in the order in which it was met. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  private @Nullable Class<?> serviceType(String name) throws HookFailedException {
    String what;
    Throwable cause = null;
    try {
      Class<?> type = Class.forName(name, false, loader);
      String complaint = HandleClass.complaint(type);
      if (complaint == null) {
        return type;
      }
      what = "service left out: " + complaint;
    } catch (ClassNotFoundException | LinkageError e) {
      what = "service left out: its type cannot be loaded: " + describe(e);
      cause = e;
    }
    leaveOut(name, "service-left-out", "META-INF/services/" + name, what, cause);
    return null;
  }

  private List<Providers.Provider> providers(Class<?> type, Set<String> names)
      throws HookFailedException {
    List<Providers.Provider> providers = new ArrayList<>();
    for (String name : names) {
      Made provider = make(name);
      Object instance = provider.instance();
      if (instance != null && type.isInstance(instance)) {
        providers.add(new Providers.Provider(name, instance));
        continue;
      }
      String why =
          provider.thrown() != null
              ? describe(provider.thrown())
              : "it is not a " + type.getName() + " as the workspace and this bundle see it";
      leaveOut(
          type.getName(),
          "provider-left-out",
          name,
          "provider of " + type.getName() + " left out: " + why,
          provider.thrown());
    }
    return providers;
  }

  private Made make(String name) {
    Made known = made.get(name);
    if (known != null) {
      return known;
    }
    Made fresh;
    try {
      fresh = new Made(instantiate(Class.forName(name, false, loader)), null);
    } catch (Throwable thrown) { // a provider's static initializer may throw anything
      fresh = new Made(null, thrown);
    }
    made.put(name, fresh);
    return fresh;
  }

  private static Object instantiate(Class<?> type) throws Throwable {
    Method factory = providerMethod(type);
    if (factory == null) {
      return Instances.construct(type);
    }
    Object instance = Instances.call(factory);
    if (instance == null) {
      throw new InstantiationException(type.getName() + ".provider() returned null");
    }
    return instance;
  }

  private static @Nullable Method providerMethod(Class<?> type) {
    try {
      Method method = type.getMethod("provider");
      return method.getDeclaringClass() == type
              && Modifier.isStatic(method.getModifiers())
              && Modifier.isPublic(type.getModifiers())
              && method.getReturnType() != void.class
          ? method
          : null;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private void leaveOut(
      String service, String code, String where, String what, @Nullable Throwable cause)
      throws HookFailedException {
    if (required.contains(service)) {
      throw new HookFailedException(
          Problem.error(
              code,
              label + " " + where,
              what,
              "repair it: " + service + " is required by the manifest or by the workspace"),
          cause);
    }
    problems.add(
        Problem.warning(
            code, where, what, "repair it, or take it out of META-INF/services/" + service));
  }

  private String describe(Throwable thrown) {
    return Thrown.describe(thrown, loader.getName());
  }
}
