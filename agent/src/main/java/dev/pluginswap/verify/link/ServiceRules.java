package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Whether the providers that {@code META-INF/services} names are what {@link
 * java.util.ServiceLoader} needs.
 */
final class ServiceRules {

  private static final String FILES = "META-INF/services/";

  private final Check check;
  private final PluginClasses plugin;
  private final boolean strict;
  private final List<LinkFinding> findings = new ArrayList<>();

  ServiceRules(Check check, PluginClasses plugin, LinkPolicy policy) {
    this.check = check;
    this.plugin = plugin;
    this.strict = policy.mode() == LinkPolicy.Mode.STRICT;
  }

  List<LinkFinding> findings() {
    Map<String, Set<String>> providers = check.plugin.providers();
    for (Map.Entry<String, Set<String>> each : providers.entrySet()) {
      service(each.getKey(), each.getValue());
    }
    for (String service : plugin.requiredServices()) {
      if (providers.getOrDefault(service, Set.of()).isEmpty()) {
        report(
            service,
            service,
            "provides no %s, which plugin.json or a handle of the workspace requires"
                .formatted(service),
            "name the implementing class in META-INF/services/" + service);
      }
    }
    return findings;
  }

  private void service(String service, Set<String> providers) {
    ClassModel type = check.universe.find(Names.internal(service));
    if (type == null) {
      report(
          service,
          service,
          "provides %s, which %s"
              .formatted(service, check.wording.missing(Names.internal(service))),
          check.wording.cureOfMissing(Names.internal(service)));
      return;
    }
    for (String provider : providers) {
      provider(service, type, provider);
    }
  }

  private void provider(String service, ClassModel type, String name) {
    ClassModel provider = check.universe.find(Names.internal(name));
    String complaint = provider == null ? "is missing" : complaint(type, provider);
    if (complaint != null) {
      report(
          service,
          name,
          "provides %s by %s, which %s".formatted(service, name, complaint),
          "make it a public class with a public constructor without arguments that implements %s, or take the line out"
              .formatted(service));
    }
  }

  private @Nullable String complaint(ClassModel type, ClassModel provider) {
    if (!provider.isPublic()) {
      return "is not public";
    }
    Member factory =
        provider.methods().all().stream()
            .filter(
                method ->
                    method.name().equals("provider")
                        && method.descriptor().startsWith("()")
                        && method.isStatic()
                        && method.isPublic())
            .findFirst()
            .orElse(null);
    if (factory != null) {
      return null;
    }
    if (check.hierarchy.isComplete(provider) && !check.hierarchy.isSubtype(provider, type)) {
      return "does not implement it as " + check.wording.party(type) + " has it";
    }
    if (provider.isAbstract()) {
      return "is abstract";
    }
    Member constructor = provider.method("<init>", "()V");
    return constructor != null && (constructor.access() & Opcodes.ACC_PUBLIC) != 0
        ? null
        : "has no public constructor without arguments";
  }

  private void report(String service, String target, String predicate, String cure) {
    boolean required = strict || plugin.requiredServices().contains(service);
    findings.add(
        new LinkFinding(
            LinkError.SERVICE_CONFIGURATION,
            target,
            "%s %s %s".formatted(plugin.name(), plugin.version(), predicate),
            List.of(Site.ofClass(FILES + service)),
            required ? Severity.ERROR : Severity.WARNING,
            false,
            cure,
            Set.of(Half.STATIC)));
  }
}
