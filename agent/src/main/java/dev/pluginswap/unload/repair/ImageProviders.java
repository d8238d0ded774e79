package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.spi.IIORegistry;

/** Image readers, writers and streams of the plugin in the registry of {@code javax.imageio}. */
final class ImageProviders implements Sweep {

  @Override
  public String name() {
    return "imageio";
  }

  @Override
  public String meaning() {
    return "image providers of the plugin are deregistered";
  }

  @Override
  public List<String> sweep(Departed departed) {
    List<String> done = new ArrayList<>();
    if (JdkClasses.initialized("javax.imageio.spi.IIORegistry") == null) {
      return done;
    }
    IIORegistry registry = IIORegistry.getDefaultInstance();
    for (Iterator<Class<?>> categories = registry.getCategories(); categories.hasNext(); ) {
      List<Object> own = new ArrayList<>();
      registry
          .getServiceProviders(categories.next(), departed::owns, false)
          .forEachRemaining(own::add);
      for (Object provider : own) {
        // Calls its onDeregistration, for each category that it is of.
        String failed =
            Bounded.run(
                "deregisters an image provider",
                departed.loader(),
                Bounded.USUAL,
                () -> registry.deregisterServiceProvider(provider));
        done.add(
            "deregistered the image provider %s%s"
                .formatted(
                    provider.getClass().getName(), failed == null ? "" : ", which " + failed));
      }
    }
    return done;
  }
}
