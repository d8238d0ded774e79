package com.acme.greeter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.acme.api.Greeter;
import dev.pluginswap.api.Plugin;
import dev.pluginswap.api.PluginContext;
import dev.pluginswap.api.Stateful;
import java.util.concurrent.atomic.AtomicLong;

/** Greets, and counts the greetings; the count crosses from one version to the next. */
public final class GreeterPlugin implements Plugin, Greeter, Stateful {

  private final AtomicLong greetings = new AtomicLong();

  /** Set by {@link #start}, before the first call. */
  private String version = "";

  /** What this generation took over, for the greeting; empty when it began at zero. */
  private String takenOver = "";

  @Override
  public void start(PluginContext context) {
    version = context.version();
  }

  @Override
  public String greet(String name) {
    return "Hello, "
        + name
        + " (greeter "
        + version
        + ", greeting "
        + greetings.incrementAndGet()
        + takenOver
        + ")";
  }

  @Override
  public byte[] saveState() {
    return Long.toString(greetings.get()).getBytes(UTF_8);
  }

  @Override
  public void restoreState(byte[] state, String fromVersion) {
    long count = Long.parseLong(new String(state, UTF_8));
    greetings.set(count);
    takenOver = ", counting on from " + count + " of " + fromVersion;
  }
}
