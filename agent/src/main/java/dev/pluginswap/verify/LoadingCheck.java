package dev.pluginswap.verify;

import dev.pluginswap.api.Plugin;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.Manifest;
import dev.pluginswap.bundle.Pf4j;
import dev.pluginswap.bundle.ServiceFiles;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads, without initialising, the entry class and the providers of the required services in a
 * throw-away loader, and looks whether they are what they are said to be.
 *
 * <p>Broken service entries are common in real jars. A provider that cannot load refuses the bundle
 * only if its service is required: by the manifest's {@code services}, or because the workspace
 * holds a handle that leads to it. Others are warnings.
 */
public final class LoadingCheck {

  /** The code of a problem with a class that links to something that is not there. */
  public static final String DOES_NOT_LINK = "class-does-not-link";

  private static final String SERVICES = "META-INF/services/";

  private final ClassLoader probe;
  private final List<Problem> problems = new ArrayList<>();

  private LoadingCheck(ClassLoader probe) {
    this.probe = probe;
  }

  /**
   * Checks.
   *
   * @param probe a loader that sees what the plugin's loader would see, and that is thrown away
   * @param required the services without which the plugin must not go live; those to which a handle
   *     leads and that have no provider at all are the matter of {@link HandleCheck}
   * @throws IOException if the bundle's files cannot be read
   */
  public static List<Problem> check(Bundle bundle, ClassLoader probe, Set<String> required)
      throws IOException {
    LoadingCheck check = new LoadingCheck(probe);
    Map<String, Set<String>> providers = ServiceFiles.read(bundle.classPath(), probe);
    check.entry(bundle.manifest());
    providers.forEach((service, classes) -> check.service(service, classes, required));
    bundle.manifest().services().stream()
        .filter(service -> !providers.containsKey(service))
        .forEach(check::serviceWithoutProvider);
    return check.problems;
  }

  private void entry(Manifest manifest) {
    String entry = manifest.entry();
    if (entry == null) {
      return;
    }
    Class<?> type = load(entry, "entry-missing", "plugin.json: entry", true);
    if (type == null) {
      return;
    }
    if (Pf4j.isPlugin(type)) {
      if (Pf4j.constructor(type).isEmpty()) {
        problems.add(
            Problem.error(
                "entry-not-constructible",
                entry,
                entry
                    + " is not a public class with a public constructor that takes a PluginWrapper"
                    + " or nothing",
                "make it one"));
      }
    } else if (!Plugin.class.isAssignableFrom(type)) {
      problems.add(
          Problem.error(
              "entry-wrong-type",
              entry,
              "the entry class does not implement dev.pluginswap.api.Plugin",
              "implement it, or leave \"entry\" out if the plugin is nothing but its services"));
    } else {
      instantiable(type, "entry-not-constructible", true);
    }
  }

  private void service(String service, Set<String> classes, Set<String> requiredServices) {
    boolean required = requiredServices.contains(service);
    Class<?> type = load(service, "service-type-missing", SERVICES + service, required);
    if (type == null) {
      return;
    }
    for (String provider : classes) {
      Class<?> implementation = load(provider, "provider-missing", provider, required);
      if (implementation == null) {
        continue;
      }
      if (type.isAssignableFrom(implementation)) {
        instantiable(implementation, "provider-not-constructible", required);
      } else if (!hasProviderMethod(implementation)) {
        report(
            required,
            "provider-wrong-type",
            provider,
            "%s does not implement %s, for which META-INF/services names it"
                .formatted(provider, service),
            "implement the service as the workspace has it, or take the line out");
      }
    }
  }

  private void serviceWithoutProvider(String service) {
    problems.add(
        Problem.error(
            "provider-missing",
            SERVICES + service,
            "no provider of %s, which plugin.json requires".formatted(service),
            "name the implementing class in META-INF/services/%s".formatted(service)));
  }

  private @Nullable Class<?> load(String name, String code, String where, boolean required) {
    try {
      Class<?> type = Class.forName(name, false, probe);
      // Resolves what the signatures name, and verifies: still initialises nothing.
      Objects.requireNonNull(type.getMethods());
      return type;
    } catch (ClassNotFoundException e) {
      report(
          required,
          code,
          where,
          "there is no class " + name,
          "put it into classes/ or into a jar under lib/, or correct the name");
    } catch (LinkageError e) {
      report(
          required,
          DOES_NOT_LINK,
          where,
          "%s cannot be loaded here: %s".formatted(name, e),
          "bundle the missing class, or export it from the workspace");
    }
    return null;
  }

  private void instantiable(Class<?> type, String code, boolean required) {
    boolean constructible =
        Modifier.isPublic(type.getModifiers())
            && !Modifier.isAbstract(type.getModifiers())
            && hasPublicConstructor(type);
    if (!constructible && !hasProviderMethod(type)) {
      report(
          required,
          code,
          type.getName(),
          type.getName() + " is not a public class with a public constructor without arguments",
          "make it one");
    }
  }

  private static boolean hasPublicConstructor(Class<?> type) {
    for (var constructor : type.getConstructors()) {
      if (constructor.getParameterCount() == 0) {
        return true;
      }
    }
    return false;
  }

  /** See {@link java.util.ServiceLoader}: a public static method {@code provider()}. */
  private static boolean hasProviderMethod(Class<?> type) {
    for (var method : type.getMethods()) {
      if (method.getName().equals("provider")
          && method.getParameterCount() == 0
          && Modifier.isStatic(method.getModifiers())) {
        return true;
      }
    }
    return false;
  }

  /**
   * A provider that nobody needs is left out when the plugin is loaded, which says so in these
   * words.
   */
  private void report(boolean required, String code, String where, String what, String cure) {
    if (required) {
      problems.add(Problem.error(code, where, what, cure));
      return;
    }
    boolean wholeService = where.startsWith(SERVICES);
    problems.add(
        Problem.warning(
            wholeService ? "service-left-out" : "provider-left-out",
            where,
            (wholeService ? "service" : "provider") + " left out: " + what,
            "nothing, if nobody needs it"));
  }
}
