package dev.pluginswap.runtime;

/** Brings a bridge into {@link Shapes}. */
public interface GenericPart<T> {
  T same(T value);
}
