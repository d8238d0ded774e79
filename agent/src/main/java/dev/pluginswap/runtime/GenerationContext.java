package dev.pluginswap.runtime;

import dev.pluginswap.api.PluginContext;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What one generation is told about itself.
 *
 * @param callsInside counts the calls that are inside it
 */
record GenerationContext(LoadRequest request, Handles handles, LongSupplier callsInside)
    implements PluginContext {

  @Override
  public String name() {
    return request.bundle().manifest().name();
  }

  @Override
  public String version() {
    return request.bundle().manifest().version();
  }

  @Override
  public long generation() {
    return request.number();
  }

  @Override
  public Path bundleDirectory() {
    return request.bundle().root();
  }

  @Override
  public Path dataDirectory() {
    return request.dataDirectory();
  }

  @Override
  public Map<String, String> configuration() {
    return request.configuration();
  }

  @Override
  public long callsInFlight() {
    return callsInside.getAsLong();
  }

  @Override
  public <S> S service(Class<S> type) {
    return handles.handle(type, null, null);
  }

  @Override
  public <S> Collection<S> services(Class<S> type) {
    return handles.all(type);
  }

  @Override
  public String toString() {
    return "context of " + request.label();
  }
}
