package dev.pluginswap.install;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Manifest;
import dev.pluginswap.bundle.Pf4j;
import dev.pluginswap.runtime.PluginClassLoader;
import dev.pluginswap.verify.ClassPathCheck;
import dev.pluginswap.verify.ClassSizeCheck;
import dev.pluginswap.verify.EnvironmentCheck;
import dev.pluginswap.verify.HandleCheck;
import dev.pluginswap.verify.IntegrityCheck;
import dev.pluginswap.verify.LoadingCheck;
import dev.pluginswap.verify.link.LinkPolicy;
import dev.pluginswap.verify.link.LinkProblems;
import dev.pluginswap.verify.link.PluginClasses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The stages of validation after the structure and the manifest, which unpacking has checked. All
 * problems of a stage are reported at once; a stage with errors is the last.
 */
final class Validation {

  private Validation() {}

  static void run(Parts parts, Journal journal, Bundle bundle, Needs needs)
      throws BundleRefusedException, IOException {
    Manifest manifest = bundle.manifest();
    journal.require(IntegrityCheck.check(manifest, bundle.files()));
    journal.require(EnvironmentCheck.check(manifest, parts.workspace()));
    journal.require(ClassPathCheck.check(bundle));
    journal.require(ClassSizeCheck.check(bundle));
    // Never the loader that goes live: what is resolved here must leave nothing behind.
    String name = "%s@%s?probe".formatted(manifest.name(), manifest.version());
    try (PluginClassLoader shadow = parts.runtime().loader(bundle, name)) {
      journal.require(linkage(parts, bundle, needs, shadow));
    }
  }

  /** The linker comes first: it sees to it that the shadow binds nobody. */
  private static List<Problem> linkage(
      Parts parts, Bundle bundle, Needs needs, PluginClassLoader shadow) throws IOException {
    List<Problem> problems =
        new ArrayList<>(
            LinkProblems.of(
                parts
                    .linker()
                    .check(
                        classes(bundle, needs.required()),
                        policy(parts, bundle.manifest()),
                        shadow)));
    boolean links = problems.stream().noneMatch(Problem::isError);
    // What does not link was said, and better, by the linker.
    LoadingCheck.check(bundle, shadow, needs.required()).stream()
        .filter(problem -> links || !problem.code().equals(LoadingCheck.DOES_NOT_LINK))
        .forEach(problems::add);
    problems.addAll(HandleCheck.check(bundle, shadow, needs.held(), needs.force()));
    return problems;
  }

  private static PluginClasses classes(Bundle bundle, Set<String> requiredServices)
      throws IOException {
    Manifest manifest = bundle.manifest();
    Set<String> entryPoints = new TreeSet<>();
    if (manifest.entry() != null) {
      entryPoints.add(manifest.entry());
    }
    entryPoints.addAll(Pf4j.extensions(bundle.classPath()));
    manifest.unload().forEach(m -> entryPoints.add(m.substring(0, m.lastIndexOf('.'))));
    return new PluginClasses(
        manifest.name(),
        manifest.version(),
        bundle.classPath(),
        PluginClassLoader.libraryDirectories(bundle),
        entryPoints,
        requiredServices);
  }

  private static LinkPolicy policy(Parts parts, Manifest manifest) {
    return new LinkPolicy(parts.settings().linkage().mode(), manifest.waivers());
  }
}
