package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;

/** Implementations that the host has besides the plugin's. */
abstract class Others implements Service {

  @Override
  public int answer() {
    return 0;
  }

  @Override
  public int slow(int millis) throws InterruptedException {
    Thread.sleep(millis);
    return answer();
  }

  @Override
  public ClassLoader loader() {
    return getClass().getClassLoader();
  }

  /** One. */
  static final class First extends Others {
    @Override
    public int call(int x) {
      return x + 1;
    }
  }

  /** Another. */
  static final class Second extends Others {
    @Override
    public int call(int x) {
      return 1 + x;
    }
  }

  /** A third: two the JIT compiler would still tell apart where it calls them. */
  static final class Third extends Others {
    @Override
    public int call(int x) {
      return x - -1;
    }
  }
}
