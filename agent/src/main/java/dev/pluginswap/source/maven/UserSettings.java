package dev.pluginswap.source.maven;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/**
 * What Maven itself would go by: the {@code settings.xml} of the user, over that of the Maven
 * installation which {@code MAVEN_HOME} names.
 */
final class UserSettings {

  /** Overrides the local repository, as it does for Maven. */
  private static final String LOCAL_REPOSITORY = "maven.repo.local";

  private final Settings settings;

  /** Passwords in the clear; nothing of it may be shown. */
  private final SettingsDecryptionResult secrets;

  private final Properties system;

  private UserSettings(Settings settings, SettingsDecryptionResult secrets, Properties system) {
    this.settings = settings;
    this.secrets = secrets;
    this.system = system;
  }

  /**
   * Reads the settings.
   *
   * @param file null for the user's own, which need not be there
   * @throws BundleRefusedException if the file is missing or malformed
   */
  static UserSettings read(@Nullable Path file) throws BundleRefusedException {
    if (file != null && !Files.isReadable(file)) {
      throw refused(file.toAbsolutePath() + " cannot be read", "correct the option mavenSettings");
    }
    Path user =
        file != null ? file : Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
    Properties system = systemProperties();
    DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
    request.setUserSettingsFile(user.toFile());
    String installation = System.getenv("MAVEN_HOME");
    if (installation != null) {
      request.setGlobalSettingsFile(Path.of(installation, "conf", "settings.xml").toFile());
    }
    request.setSystemProperties(system);
    try {
      Settings settings =
          new DefaultSettingsBuilderFactory().newInstance().build(request).getEffectiveSettings();
      return new UserSettings(settings, decrypted(settings), system);
    } catch (SettingsBuildingException e) {
      // The message of a parser may quote a line, and the line may be that of a password.
      throw refused(
          "the Maven settings are malformed: " + user + position(e),
          "correct them: mvn help:effective-settings says what is wrong");
    }
  }

  private static String position(SettingsBuildingException e) {
    int line = e.getProblems().isEmpty() ? 0 : e.getProblems().get(0).getLineNumber();
    return line > 0 ? ", line " + line : "";
  }

  private static SettingsDecryptionResult decrypted(Settings settings) {
    DefaultSettingsDecryptionRequest request = new DefaultSettingsDecryptionRequest();
    request.setServers(settings.getServers());
    request.setProxies(settings.getProxies());
    return new DefaultSettingsDecrypter(
            new DefaultSecDispatcher(
                new DefaultPlexusCipher(), Map.of(), "~/.m2/settings-security.xml"))
        .decrypt(request);
  }

  private static Properties systemProperties() {
    Properties all = new Properties();
    System.getenv().forEach((name, value) -> all.setProperty("env." + name, value));
    Properties own = System.getProperties();
    own.stringPropertyNames().forEach(name -> all.setProperty(name, own.getProperty(name)));
    return all;
  }

  /** Of this JVM, and its environment as {@code env.*}. */
  Properties system() {
    return system;
  }

  Settings settings() {
    return settings;
  }

  SettingsDecryptionResult secrets() {
    return secrets;
  }

  /** Where artifacts are kept. */
  Path localRepository() {
    String overridden = system.getProperty(LOCAL_REPOSITORY, settings.getLocalRepository());
    return overridden == null || overridden.isBlank()
        ? Path.of(System.getProperty("user.home"), ".m2", "repository")
        : Path.of(overridden);
  }

  private static BundleRefusedException refused(String what, String cure) {
    return new BundleRefusedException(List.of(Problem.error("maven-settings", "", what, cure)));
  }
}
