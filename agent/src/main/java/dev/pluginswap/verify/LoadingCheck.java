package dev.pluginswap.verify;

import dev.pluginswap.api.Plugin;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.Manifest;
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

  /** The class file version of Java N is N + 44 (JVMS 4.1, table 4.1-A). */
  private static final int CLASS_VERSION_OFFSET = 44;

  private static final String SERVICES = "META-INF/services/";

  private final Bundle bundle;
  private final ClassLoader probe;
  private final WorkspaceView workspace;
  private final List<Problem> problems = new ArrayList<>();

  private LoadingCheck(Bundle bundle, ClassLoader probe, WorkspaceView workspace) {
    this.bundle = bundle;
    this.probe = probe;
    this.workspace = workspace;
  }

  /**
   * Checks.
   *
   * @param probe a loader that sees what the plugin's loader would see, and that is thrown away
   * @param required the services without which the plugin must not go live
   * @throws IOException if the bundle's files cannot be read
   */
  public static List<Problem> check(
      Bundle bundle, ClassLoader probe, WorkspaceView workspace, Set<String> required)
      throws IOException {
    LoadingCheck check = new LoadingCheck(bundle, probe, workspace);
    check.classFiles(required);
    if (check.problems.isEmpty()) {
      Map<String, Set<String>> providers = ServiceFiles.read(bundle.classPath());
      check.entry(bundle.manifest());
      providers.forEach((service, classes) -> check.service(service, classes, required));
      required.stream()
          .filter(service -> !providers.containsKey(service))
          .forEach(check::serviceWithoutProvider);
    }
    return check.problems;
  }

  private void classFiles(Set<String> required) throws IOException {
    int newest = workspace.java().feature() + CLASS_VERSION_OFFSET;
    new ClassFiles(bundle.classPath(), workspace.java())
        .forEach(
            (name, where, bytes) -> {
              int version;
              try {
                version = ClassFiles.majorVersion(bytes);
              } catch (IOException e) {
                problems.add(
                    Problem.error(
                        "class-file-damaged", where, "not a class file", "build the bundle again"));
                return;
              }
              if (version > newest) {
                problems.add(
                    Problem.error(
                        "class-file-too-new",
                        where,
                        "compiled for Java %d, but this JVM is Java %d"
                            .formatted(version - CLASS_VERSION_OFFSET, workspace.java().feature()),
                        "compile the plugin with --release %d, or run the workspace on a newer Java"
                            .formatted(workspace.java().feature())));
              }
              bundledCopy(name, where, required);
            });
  }

  /**
   * A second copy of a shared type would end in a ClassCastException: neither side sees the
   * other's.
   */
  private void bundledCopy(String name, String where, Set<String> required) {
    int dot = name.lastIndexOf('.');
    boolean shared =
        required.contains(name) || (dot > 0 && workspace.exports(name.substring(0, dot)));
    if (!shared) {
      return;
    }
    var theirs = workspace.loader().getResource(name.replace('.', '/') + ".class");
    if (theirs != null) {
      problems.add(
          Problem.error(
              "bundled-copy",
              where,
              "the bundle carries its own copy of %s, which the workspace has at %s"
                  .formatted(name, theirs),
              "leave it out of the bundle: compile against it with scope 'provided'"));
    }
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
    if (!Plugin.class.isAssignableFrom(type)) {
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
            "no provider of %s, which plugin.json or a handle of the workspace requires"
                .formatted(service),
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
          "class-does-not-link",
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
