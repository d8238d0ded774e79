package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;

/** Security providers of the plugin. Only those that are there are looked at: none is loaded. */
final class SecurityProviders implements Sweep {

  @Override
  public String name() {
    return "security-providers";
  }

  @Override
  public String meaning() {
    return "security providers of the plugin are removed";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    List<String> done = new ArrayList<>();
    Class<?> providers = JdkClasses.initialized("sun.security.jca.Providers");
    Object list = providers == null ? null : Raw.readStatic(providers, "providerList");
    Object[] configs = list == null ? null : (Object[]) Raw.read(list, "configs");
    for (Object config : configs == null ? new Object[0] : configs) {
      Object provider = Raw.read(config, "provider");
      if (provider != null && departed.owns(provider)) {
        // There is one provider of a name, and getName() may be overridden.
        String name = String.valueOf(Raw.field(java.security.Provider.class, "name").get(provider));
        Security.removeProvider(name);
        done.add(
            "took the security provider %s, a %s, out of the JVM's"
                .formatted(name, provider.getClass().getName()));
      }
    }
    return done;
  }
}
