package dev.pluginswap.runtime;

import org.jspecify.annotations.Nullable;

/** Runs one hook of a plugin. A class of its own, by which {@link ExitGuard} knows it. */
final class HookThread extends Thread {

  /** Forgets what it has run: whoever keeps the thread, later JDKs keep its task. */
  private static final class Once implements Runnable {
    private @Nullable Runnable hook;

    Once(Runnable hook) {
      this.hook = hook;
    }

    @Override
    public void run() {
      Runnable once = hook;
      hook = null;
      if (once != null) {
        once.run();
      }
    }
  }

  HookThread(Runnable hook, String name, ClassLoader context) {
    // Inheritable thread locals of the transaction's thread are none of the plugin's business.
    super(null, new Once(hook), name, 0, false);
    setDaemon(true);
    setContextClassLoader(context);
  }
}
