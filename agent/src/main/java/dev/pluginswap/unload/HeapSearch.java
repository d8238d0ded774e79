package dev.pluginswap.unload;

import java.util.List;

/** Looks for the holders of a class loader where no walk sees. */
@FunctionalInterface
public interface HeapSearch {

  /**
   * Looks.
   *
   * @param loaderName the name of the loader, which no other has
   * @return a line for each holder; or one that says why nobody was looked for
   */
  List<String> holders(String loaderName);
}
