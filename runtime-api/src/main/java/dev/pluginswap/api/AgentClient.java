package dev.pluginswap.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@link PluginSwap} over the agent's door: names and maps of JDK types, see {@link AgentDoor}. */
final class AgentClient implements PluginSwap {

  private final BiFunction<String, Map<String, Object>, @Nullable Object> door;

  AgentClient(BiFunction<String, Map<String, Object>, @Nullable Object> door) {
    this.door = Objects.requireNonNull(door, "door");
  }

  @Override
  public InstallReport install(InstallRequest request) {
    return report("install", request.toMap());
  }

  @Override
  public InstallReport verify(InstallRequest request) {
    return report("verify", request.toMap());
  }

  @Override
  public CancelOutcome cancel(String pluginOrSource) {
    return CancelOutcome.valueOf((String) answer("cancel", named(pluginOrSource)));
  }

  @Override
  public Subscription addSource(String scheme, SourceResolver resolver) {
    Objects.requireNonNull(scheme, "scheme");
    Runnable end =
        (Runnable)
            answer("addSource", Map.of("scheme", scheme, "resolver", MappedResolver.of(resolver)));
    return end::run;
  }

  @Override
  public InstallReport reload(String name) {
    return report("reload", named(name));
  }

  @Override
  public InstallReport rollback(String name) {
    return report("rollback", named(name));
  }

  @Override
  public InstallReport remove(String name) {
    return report("remove", named(name));
  }

  @Override
  public InstallReport verifyInstalled(String name) {
    return report("verifyInstalled", named(name));
  }

  @Override
  public List<PluginStatus> plugins() {
    return ((List<?>) answer("plugins", Map.of()))
        .stream().map(status -> PluginStatus.ofMap((Map<?, ?>) status)).toList();
  }

  @Override
  public Optional<PluginStatus> plugin(String name) {
    Object status = door.apply("plugin", named(name));
    return Optional.ofNullable(status).map(map -> PluginStatus.ofMap((Map<?, ?>) map));
  }

  @Override
  public Subscription onEvent(Consumer<PluginEvent> listener) {
    Objects.requireNonNull(listener, "listener");
    Consumer<Map<String, Object>> inMaps = map -> listener.accept(PluginEvent.ofMap(map));
    Runnable end = (Runnable) answer("onEvent", Map.of("listener", inMaps));
    return end::run;
  }

  @Override
  public <S> S service(Class<S> type) {
    return type.cast(answer("service", Map.of("type", type)));
  }

  @Override
  public <S> S service(Class<S> type, String plugin) {
    return type.cast(answer("service", Map.of("type", type, "plugin", plugin)));
  }

  @Override
  @SuppressWarnings(
      "unchecked") // the agent answers a collection of handles that implement the type
  public <S> Collection<S> services(Class<S> type) {
    return (Collection<S>) answer("services", Map.of("type", type));
  }

  private InstallReport report(String operation, Map<String, Object> arguments) {
    return InstallReport.ofMap((Map<?, ?>) answer(operation, arguments));
  }

  private Object answer(String operation, Map<String, Object> arguments) {
    return Objects.requireNonNull(door.apply(operation, arguments), operation);
  }

  private static Map<String, Object> named(String name) {
    return Map.of("name", Objects.requireNonNull(name, "name"));
  }
}
