package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.jar.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin for PF4J says about itself: in {@code plugin.properties}, or by the same words in
 * the main section of its {@code MANIFEST.MF}. What is not said is empty.
 *
 * @param id {@code plugin.id}, {@code Plugin-Id}
 * @param description for persons
 * @param pluginClass name of the class that extends {@code org.pf4j.Plugin}
 * @param version of the plugin
 * @param requires the versions of the application it needs
 * @param provider who made it
 * @param license under which it is used
 * @param dependencies other plugins that it needs, separated by commas; {@code id?} for one that it
 *     can do without
 */
public record Pf4jKeys(
    String id,
    String description,
    String pluginClass,
    String version,
    String requires,
    String provider,
    String license,
    String dependencies) {

  static final String PROPERTIES = "plugin.properties";

  /** Where they may stand in a bundle that is no jar, in the order in which they are looked for. */
  static final List<String> PLACES =
      List.of(PROPERTIES, "classes/META-INF/MANIFEST.MF", "META-INF/MANIFEST.MF");

  /** Names no class of the plugin's own. */
  private static final String NO_CLASS = "org.pf4j.Plugin";

  /**
   * Reads one of the files in which the keys may stand.
   *
   * @param place its path, which says of which kind it is
   * @return empty if it has no id of a plugin, or is not what its name says
   */
  static Optional<Pf4jKeys> read(String place, byte[] content) {
    try {
      if (place.endsWith(PROPERTIES)) {
        Properties properties = new Properties();
        properties.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
        return of(name -> properties.getProperty("plugin." + name.toLowerCase(Locale.ROOT)));
      }
      Attributes manifest =
          new java.util.jar.Manifest(new ByteArrayInputStream(content)).getMainAttributes();
      return of(name -> manifest.getValue("Plugin-" + name));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // then it says nothing, and whoever needs its id says that
    }
  }

  private static Optional<Pf4jKeys> of(Function<String, @Nullable String> values) {
    Function<String, String> value =
        name -> {
          String text = values.apply(name);
          return text == null ? "" : text.strip();
        };
    return value.apply("Id").isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Pf4jKeys(
                value.apply("Id"),
                value.apply("Description"),
                value.apply("Class"),
                value.apply("Version"),
                value.apply("Requires"),
                value.apply("Provider"),
                value.apply("License"),
                value.apply("Dependencies")));
  }

  /**
   * The manifest that means the same.
   *
   * @param where the file that has them, for problems
   * @throws BundleRefusedException if there is none
   */
  Manifest manifest(String where) throws BundleRefusedException {
    List<String> needed = needed();
    if (!needed.isEmpty()) {
      throw new BundleRefusedException(
          Problem.error(
              "pf4j-dependencies",
              where,
              "the PF4J plugin %s needs other plugins, %s, and plugins do not see each other here"
                  .formatted(Quoted.of(id), Quoted.of(String.join(", ", needed))),
              "put what it needs of them into its lib/, or into the workspace"));
    }
    JarName name =
        JarName.of("", new Coordinates(id, version.isEmpty() ? "0.0.0" : version), new Attributes())
            .orElseThrow(
                () ->
                    new BundleRefusedException(
                        Problem.error(
                            "name-unknown",
                            where,
                            "%s and %s cannot be a plugin's name and version"
                                .formatted(Quoted.of(id), Quoted.of(version)),
                            "correct Plugin-Id and Plugin-Version")));
    Manifest named = Manifest.of(name.name(), name.version());
    if (pluginClass.isEmpty() || pluginClass.equals(NO_CLASS)) {
      return named;
    }
    return Manifest.parse(
        named.withEntry(pluginClass).toJson().getBytes(StandardCharsets.UTF_8), where);
  }

  /** What somebody should know who installs it. */
  List<Problem> notes(String where) {
    List<Problem> notes = new ArrayList<>();
    if (!requires.isEmpty() && !requires.equals("*")) {
      notes.add(
          Problem.warning(
              "pf4j-requires-ignored",
              where,
              "whether the application is of a version %s is not checked"
                  .formatted(Quoted.of(requires)),
              "nothing, if its classes link; a plugin.json can require versions of exports"));
    }
    if (!dependencies.isEmpty()) {
      notes.add(
          Problem.warning(
              "pf4j-dependencies",
              where,
              "the plugins that it can do without are not seen: " + Quoted.of(dependencies),
              "nothing, if it can"));
    }
    return notes;
  }

  private List<String> needed() {
    List<String> needed = new ArrayList<>();
    for (String each : dependencies.split(",", -1)) {
      String dependency = each.strip();
      int at = dependency.indexOf('@');
      String plugin = at < 0 ? dependency : dependency.substring(0, at);
      if (!plugin.isEmpty() && !plugin.endsWith("?")) {
        needed.add(plugin);
      }
    }
    return needed;
  }
}
