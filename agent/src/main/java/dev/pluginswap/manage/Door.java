package dev.pluginswap.manage;

import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.Subscription;
import dev.pluginswap.install.PluginOperations;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The API's way in: operation names and maps of JDK types, so that any copy of {@code
 * dev.pluginswap.api} in this JVM can speak through it. The other end is {@code
 * dev.pluginswap.api.AgentClient}.
 */
final class Door implements BiFunction<String, Map<String, Object>, @Nullable Object> {

  private final PluginOperations operations;

  Door(PluginOperations operations) {
    this.operations = operations.onBehalfOf("application");
  }

  /**
   * Does what is asked.
   *
   * @return a map of a report or status, a list of such, a handle, a {@link Runnable} that ends a
   *     subscription or takes away a source, the name of an outcome; null only for a plugin that is
   *     not known
   * @throws IllegalArgumentException if an argument is wrong, or the operation unknown
   */
  @Override
  public @Nullable Object apply(String operation, Map<String, Object> arguments) {
    return switch (operation) {
      case "install" -> operations.install(InstallRequest.ofMap(arguments)).toMap();
      case "verify" -> operations.verify(InstallRequest.ofMap(arguments)).toMap();
      case "cancel" -> operations.cancel(name(arguments)).name();
      case "addSource" -> addSource(arguments);
      case "reload" -> operations.reload(name(arguments)).toMap();
      case "rollback" -> operations.rollback(name(arguments)).toMap();
      case "remove" -> operations.remove(name(arguments)).toMap();
      case "verifyInstalled" -> operations.verifyInstalled(name(arguments)).toMap();
      case "plugins" -> operations.plugins().stream().map(PluginStatus::toMap).toList();
      case "plugin" -> operations.plugin(name(arguments)).map(PluginStatus::toMap).orElse(null);
      case "onEvent" -> subscribe(arguments);
      case "service" -> operations.service(type(arguments), (String) arguments.get("plugin"));
      case "services" -> operations.services(type(arguments));
      default ->
          throw new IllegalArgumentException(
              "the agent knows no operation '%s': its version and that of the API in the application differ"
                  .formatted(operation));
    };
  }

  @SuppressWarnings("unchecked") // the client's contract: a consumer of an event's map
  private Runnable subscribe(Map<String, Object> arguments) {
    Consumer<Map<String, Object>> listener =
        (Consumer<Map<String, Object>>) required(arguments, "listener");
    Subscription subscription =
        operations.onEvent((PluginEvent event) -> listener.accept(event.toMap()));
    return subscription::close;
  }

  @SuppressWarnings("unchecked") // the client's contract, see MappedResolver
  private Runnable addSource(Map<String, Object> arguments) {
    return operations.addSource(
            (String) required(arguments, "scheme"),
            (Function<Map<String, Object>, Path>) required(arguments, "resolver"))
        ::close;
  }

  private static String name(Map<String, Object> arguments) {
    return (String) required(arguments, "name");
  }

  private static Class<?> type(Map<String, Object> arguments) {
    return (Class<?>) required(arguments, "type");
  }

  private static Object required(Map<String, Object> arguments, String name) {
    return Objects.requireNonNull(arguments.get(name), name);
  }
}
