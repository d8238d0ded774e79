package com.acme.greeter;

import com.acme.api.Greeter;
import dev.pluginswap.api.HealthCheck;
import dev.pluginswap.api.Plugin;
import dev.pluginswap.api.PluginContext;

/** Starts well, but forgets the name of whom it greets. Its own health check notices. */
public final class GreeterPlugin implements Plugin, Greeter, HealthCheck {

  private String version = "";

  @Override
  public void start(PluginContext context) {
    version = context.version();
  }

  @Override
  public String greet(String name) {
    return "Hello, you (greeter " + version + ", greeting 0)";
  }

  @Override
  public void checkHealth() {
    String greeting = greet("Ada");
    if (!greeting.contains("Ada")) {
      throw new IllegalStateException("the greeting for Ada does not name her: " + greeting);
    }
  }
}
