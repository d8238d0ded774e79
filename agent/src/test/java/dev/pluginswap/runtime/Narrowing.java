package dev.pluginswap.runtime;

import java.util.function.Supplier;

/**
 * A service whose methods name a type that only its own package sees, and narrow an inherited one.
 */
public interface Narrowing extends Supplier<Object> {

  @Override
  String get();

  /** Answers the very object. */
  Secret keep(Secret secret);
}
