package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Link;
import dev.pluginswap.unload.walk.Names;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Objects of the plugin among the parameters of log records that somebody keeps: the name of its
 * class is in its place, where the array takes text, and null otherwise.
 */
final class LogParameters implements Callback {

  private static final String RECORD = "java.util.logging.LogRecord";
  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Object[].class);

  @Override
  public @Nullable String sever(Edge edge, Departed departed) {
    int at = edge.path().size() - 2;
    if (at < 1
        || !edge.path().get(at).isField(RECORD, "parameters")
        || !(edge.last().link() instanceof Link.Element element)
        || !(edge.holder() instanceof Object[] parameters)) {
      return null;
    }
    String name = Names.of(edge.owned());
    Object text = parameters.getClass().getComponentType().isInstance(name) ? name : null;
    return ELEMENT.compareAndSet(parameters, element.index(), edge.owned(), text)
        ? "took %s out of the log record at %s".formatted(name, edge.where(at))
        : null;
  }
}
