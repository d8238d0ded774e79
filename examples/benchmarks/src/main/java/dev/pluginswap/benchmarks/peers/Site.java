package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;

/** The one place where hosts call the service: what it has seen, the JIT compiler goes by. */
final class Site {

  private Site() {}

  static int call(Service service, int x) {
    return service.call(x);
  }
}
