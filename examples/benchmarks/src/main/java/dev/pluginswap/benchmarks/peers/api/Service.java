package dev.pluginswap.benchmarks.peers.api;

/** What the compared plugin provides. */
public interface Service {

  /** As little as a call can do: {@code x + 1}. */
  int call(int x);

  /** The number of the version that answers, from 1; negative once the stop of its plugin began. */
  int answer();

  /**
   * A call that is long: it takes {@code millis} milliseconds, and then needs a class that its
   * plugin has not needed before.
   *
   * @return as {@link #answer}, at the end
   * @throws InterruptedException if the calling thread is interrupted meanwhile
   */
  int slow(int millis) throws InterruptedException;

  /** The class loader of the version that answers. */
  ClassLoader loader();
}
