package dev.pluginswap.benchmarks.plugin;

import java.util.function.Supplier;

/** The one class of a one-class plugin. */
public final class Hello implements Supplier<String> {

  @Override
  public String get() {
    return "hello";
  }
}
