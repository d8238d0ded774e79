package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.Introspector;
import java.nio.file.Path;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.prefs.PreferenceChangeEvent;
import java.util.prefs.PreferenceChangeListener;
import java.util.prefs.Preferences;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;

/** Of introspector, resource-bundles, imageio, zone-rules and preferences. */
final class DesktopSweepsTest {

  /** A bean. */
  public static final class Bean {
    Bean() {}

    /** Its name. */
    public String getName() {
      return "bean";
    }
  }

  /** Texts. */
  public static final class Texts extends ListResourceBundle {
    /** For the JDK. */
    public Texts() {}

    @Override
    protected Object[][] getContents() {
      return new Object[][] {{"key", "text"}};
    }
  }

  /** Reads no image. */
  public static final class Reader extends ImageReaderSpi {
    Reader() {}

    @Override
    public boolean canDecodeInput(Object source) {
      return false;
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getDescription(Locale locale) {
      return "";
    }
  }

  /** Knows one zone. */
  public static final class Zones extends ZoneRulesProvider {
    private final String id;

    Zones(String id) {
      this.id = id;
    }

    @Override
    protected Set<String> provideZoneIds() {
      return Set.of(id);
    }

    @Override
    protected java.time.zone.ZoneRules provideRules(String zoneId, boolean forCaching) {
      throw new ZoneRulesException("none");
    }

    @Override
    protected NavigableMap<String, java.time.zone.ZoneRules> provideVersions(String zoneId) {
      return new TreeMap<>();
    }
  }

  /** Listens. */
  public static final class Listener implements PreferenceChangeListener {
    Listener() {}

    @Override
    public void preferenceChange(PreferenceChangeEvent event) {}
  }

  static {
    System.setProperty("java.util.prefs.userRoot", Path.of("target", "prefs").toString());
  }

  private static final Class<?>[] OWN = {
    Bean.class, Texts.class, Reader.class, Zones.class, Listener.class
  };

  private final Acme plugin = new Acme("v1", OWN);
  private final Acme next = new Acme("v2", OWN);

  @Test
  void whatTheIntrospectorFoundOutIsForgotten() throws Exception {
    Introspector.getBeanInfo(plugin.copy(Bean.class));
    Introspector.getBeanInfo(next.copy(Bean.class));
    assertThat(new BeanCaches().sweep(plugin.departed()))
        .containsExactly("made java.beans forget 1 classes");
    assertThat(new BeanCaches().sweep(plugin.departed())).isEmpty();
    assertThat(new BeanCaches().sweep(next.departed())).hasSize(1);
  }

  @Test
  void resourceBundlesOfThePluginsLoaderAreDropped() throws Exception {
    ResourceBundle.getBundle(Texts.class.getName(), Locale.ROOT, plugin);
    ResourceBundle kept = ResourceBundle.getBundle(Texts.class.getName(), Locale.ROOT, next);
    assertThat(new ResourceBundles().sweep(plugin.departed()))
        .containsExactly("dropped 1 cached resource bundles");
    assertThat(ResourceBundle.getBundle(Texts.class.getName(), Locale.ROOT, next)).isSameAs(kept);
  }

  @Test
  void imageProvidersOfThePluginAreDeregistered() {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    Object ofNext = next.make(Reader.class, Object.class);
    registry.registerServiceProvider(plugin.make(Reader.class, Object.class));
    registry.registerServiceProvider(ofNext);
    assertThat(new ImageProviders().sweep(plugin.departed()))
        .containsExactly("deregistered the image provider " + Reader.class.getName());
    assertThat(registry.contains(ofNext)).isTrue();
    assertThat(new ImageProviders().sweep(next.departed())).hasSize(1);
  }

  @Test
  void zonesOfThePluginGo() throws Exception {
    ZoneRulesProvider.registerProvider(
        plugin.make(Zones.class, ZoneRulesProvider.class, "Acme/One"));
    ZoneRulesProvider.registerProvider(next.make(Zones.class, ZoneRulesProvider.class, "Acme/Two"));
    assertThat(new ZoneRules().sweep(plugin.departed()))
        .containsExactly("took the time-zone rules %s out".formatted(Zones.class.getName()));
    assertThat(ZoneRulesProvider.getAvailableZoneIds())
        .contains("Acme/Two", "Europe/Berlin")
        .doesNotContain("Acme/One");
    assertThat(new ZoneRules().sweep(next.departed())).hasSize(1);
  }

  @Test
  void listenersAtPreferencesGo() throws Exception {
    Preferences node = Preferences.userRoot().node("plugin-swap-test");
    try {
      PreferenceChangeListener ofNext = next.make(Listener.class, PreferenceChangeListener.class);
      node.addPreferenceChangeListener(plugin.make(Listener.class, PreferenceChangeListener.class));
      node.addPreferenceChangeListener(ofNext);
      assertThat(new PreferencesListeners().sweep(plugin.departed()))
          .containsExactly(
              "took the listener %s from the preferences /plugin-swap-test"
                  .formatted(Listener.class.getName()));
      node.removePreferenceChangeListener(ofNext); // throws unless it is there
    } finally {
      node.removeNode();
    }
  }
}
