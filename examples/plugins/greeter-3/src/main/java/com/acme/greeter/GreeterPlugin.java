package com.acme.greeter;

import com.acme.api.Clock;
import com.acme.api.Greeter;
import dev.pluginswap.api.Plugin;
import dev.pluginswap.api.PluginContext;

/**
 * Tells the time with its greeting, by a method that the API has since 2.1; its plugin.json still
 * says that 2.0 is enough. A workspace with 2.0 finds out before it lets it in, not at the first
 * greeting.
 */
public final class GreeterPlugin implements Plugin, Greeter {

  /** Set by {@link #start}, before the first call. */
  private String version = "";

  @Override
  public void start(PluginContext context) {
    version = context.version();
  }

  @Override
  public String greet(String name) {
    return "It is " + Clock.now() + ", " + name + " (greeter " + version + ", greeting 0)";
  }
}
