package dev.pluginswap.install;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The operator's settings for a plugin: a properties file in UTF-8. */
final class Configuration {

  private Configuration() {}

  /**
   * Reads the file.
   *
   * @return the settings, sorted by key; empty when there is no such file
   * @throws IOException if it cannot be read, or is not a properties file; the message names it
   */
  static Map<String, String> read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IllegalArgumentException e) {
      throw new IOException("%s is not a properties file: %s".formatted(file, e.getMessage()), e);
    }
    Map<String, String> sorted = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> sorted.put(key, properties.getProperty(key)));
    return sorted;
  }
}
