package dev.pluginswap.source.maven;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.model.Activation;
import org.apache.maven.model.ActivationOS;
import org.apache.maven.model.ActivationProperty;
import org.apache.maven.model.building.ModelProblemCollector;
import org.apache.maven.model.profile.DefaultProfileActivationContext;
import org.apache.maven.model.profile.DefaultProfileSelector;
import org.apache.maven.model.profile.activation.JdkVersionProfileActivator;
import org.apache.maven.model.profile.activation.OperatingSystemProfileActivator;
import org.apache.maven.model.profile.activation.PropertyProfileActivator;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;

/**
 * The profiles of a {@code settings.xml} that are active: those it names, and those that the JDK,
 * the system or a property activates. That a file exists activates none.
 */
final class ActiveProfiles {

  private ActiveProfiles() {}

  static List<Profile> of(Settings settings, Properties system) {
    Map<String, Profile> byId = new HashMap<>();
    List<org.apache.maven.model.Profile> candidates = new ArrayList<>();
    for (Profile profile : settings.getProfiles()) {
      byId.put(profile.getId(), profile);
      candidates.add(asOfModel(profile));
    }
    ModelProblemCollector ignored = problem -> {}; // as Maven has them: none is fatal
    return new DefaultProfileSelector()
            .addProfileActivator(new JdkVersionProfileActivator())
            .addProfileActivator(new OperatingSystemProfileActivator())
            .addProfileActivator(new PropertyProfileActivator())
            .getActiveProfiles(
                candidates,
                new DefaultProfileActivationContext()
                    .setActiveProfileIds(settings.getActiveProfiles())
                    .setSystemProperties(system),
                ignored)
            .stream()
            .map(profile -> byId.get(profile.getId()))
            .toList();
  }

  private static org.apache.maven.model.Profile asOfModel(Profile profile) {
    org.apache.maven.model.Profile model = new org.apache.maven.model.Profile();
    model.setId(profile.getId());
    org.apache.maven.settings.Activation activation = profile.getActivation();
    if (activation != null) {
      Activation copy = new Activation();
      copy.setActiveByDefault(activation.isActiveByDefault());
      copy.setJdk(activation.getJdk());
      if (activation.getProperty() != null) {
        ActivationProperty property = new ActivationProperty();
        property.setName(activation.getProperty().getName());
        property.setValue(activation.getProperty().getValue());
        copy.setProperty(property);
      }
      if (activation.getOs() != null) {
        ActivationOS os = new ActivationOS();
        os.setArch(activation.getOs().getArch());
        os.setFamily(activation.getOs().getFamily());
        os.setName(activation.getOs().getName());
        os.setVersion(activation.getOs().getVersion());
        copy.setOs(os);
      }
      model.setActivation(copy);
    }
    return model;
  }
}
