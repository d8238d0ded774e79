package dev.pluginswap.testing.hostile;

import java.util.ArrayList;
import java.util.List;

/** All bundles that must not come in. */
public final class HostileBundles {

  static final String MANIFEST = "{\"name\": \"greeter\", \"version\": \"2.0.0\"}\n";

  private HostileBundles() {}

  /** Each with a name of its own. */
  public static List<HostileBundle> all() {
    List<HostileBundle> all = new ArrayList<>();
    all.addAll(HostileNames.all());
    all.addAll(HostileZips.all());
    all.addAll(HostileTars.all());
    all.addAll(HostileManifests.all());
    all.addAll(HostileCode.all());
    return all;
  }

  static HostileBundle zip(String name, String code, HostileBundle.Content content) {
    return new HostileBundle("zip: " + name, code, "greeter-2.0.0.zip", content);
  }

  static HostileBundle tar(String name, String code, HostileBundle.Content content) {
    return new HostileBundle("tar: " + name, code, "greeter-2.0.0.tar.gz", content);
  }
}
