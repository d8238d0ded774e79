package com.acme.greeter;

import com.acme.api.Greeter;
import dev.pluginswap.api.Plugin;
import dev.pluginswap.api.PluginContext;

/** Wants a setting that nobody has made yet, and refuses to start without it. */
public final class GreeterPlugin implements Plugin, Greeter {

  private String version = "";
  private String salutation = "";

  @Override
  public void start(PluginContext context) {
    String configured = context.configuration().get("salutation");
    if (configured == null) {
      throw new IllegalStateException(
          "no salutation is configured; set salutation=<text> in .config/"
              + context.name()
              + ".properties");
    }
    version = context.version();
    salutation = configured;
  }

  @Override
  public String greet(String name) {
    return salutation + ", " + name + " (greeter " + version + ", greeting 0)";
  }
}
