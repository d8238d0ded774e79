package com.acme.workspace;

import com.acme.api.Greeter;
import dev.pluginswap.api.PluginSwap;
import java.io.IOException;
import java.sql.Driver;

/**
 * Starts the server: {@code java -javaagent:plugin-swap.jar=… -jar workspace.jar [port] [callers]}.
 * Port 0, the default, takes a free one. That many callers, none by default, call the greeter
 * straight through its handle for as long as the workspace runs.
 */
public final class Workspace {

  private Workspace() {}

  /** Runs until the process is ended. */
  public static void main(String[] args) throws IOException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
    int callers = args.length > 1 ? Integer.parseInt(args[1]) : 0;

    PluginSwap plugins = PluginSwap.current();
    Greeter greeter = plugins.service(Greeter.class);
    Driver h2 = plugins.service(Driver.class, "h2");

    WorkspaceServer server = WorkspaceServer.start(port, greeter, h2);
    DirectCallers.start(callers, greeter, server.directCalls());
    System.out.println("workspace is up: http://localhost:" + server.port());
  }
}
