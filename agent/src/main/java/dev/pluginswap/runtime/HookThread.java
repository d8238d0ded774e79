package dev.pluginswap.runtime;

/** Runs one hook of a plugin. A class of its own, by which {@link ExitGuard} knows it. */
final class HookThread extends Thread {

  HookThread(Runnable hook, String name, ClassLoader context) {
    // Inheritable thread locals of the transaction's thread are none of the plugin's business.
    super(null, hook, name, 0, false);
    setDaemon(true);
    setContextClassLoader(context);
  }
}
