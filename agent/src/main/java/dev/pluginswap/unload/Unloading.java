package dev.pluginswap.unload;

import java.util.List;
import java.util.function.Consumer;

/** Lets go of old generations, and tells what became of them. Safe for use by any thread. */
public interface Unloading extends AutoCloseable {

  /** Takes nothing away, and never knows. For where no plugin is loaded. */
  Unloading NONE =
      new Unloading() {
        @Override
        public Unload sweep(String label, ClassLoader loader) {
          return new Unload(label, loader, List.of());
        }

        @Override
        public void watch(Unload unload, Consumer<Fate> told) {}

        @Override
        public void close() {}
      };

  /**
   * Takes away what is known to keep a loader. To be called once the plugin has stopped, before its
   * loader is closed; takes as long as the plugin's threads take to end, within the bounds of the
   * repairs.
   *
   * @param label the loader's name
   */
  Unload sweep(String label, ClassLoader loader);

  /**
   * Looks on until the loader is gone. To be called when nothing of the agent refers to it any
   * more.
   *
   * @param told on another thread, when it is collected, and when it is held by others than before
   */
  void watch(Unload unload, Consumer<Fate> told);

  /** Looks at nothing any more. */
  @Override
  void close();
}
