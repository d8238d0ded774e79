package dev.pluginswap.trust;

import dev.pluginswap.api.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rules, any of which may let a bundle in; none lets nothing in.
 *
 * @param file where they stand, for messages
 */
record Policy(String file, List<PolicyRule> rules) {

  /**
   * Whether anything may come from there.
   *
   * @return the reason if not
   */
  Optional<Problem> againstSource(String origin) {
    return rules.stream().anyMatch(rule -> rule.allowsSource(origin))
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                "policy-source",
                origin,
                "%s lets nothing come from there".formatted(file),
                "install it from one of: %s; or add the source to a rule"
                    .formatted(sources(rules))));
  }

  /**
   * Whether this plugin may come from there, by this signer.
   *
   * @return the reason if not: that of the rule that comes nearest
   */
  Optional<Problem> against(String plugin, String origin, @Nullable Signer signer, boolean pinned) {
    List<PolicyRule> about = rules.stream().filter(rule -> rule.isAbout(plugin)).toList();
    if (about.isEmpty()) {
      return refuse(
          "policy-plugin",
          plugin,
          "no rule of %s is about the plugin '%s'".formatted(file, plugin),
          "add a rule that lets it in");
    }
    List<PolicyRule> fromThere = about.stream().filter(rule -> rule.allowsSource(origin)).toList();
    if (fromThere.isEmpty()) {
      return refuse(
          "policy-source",
          origin,
          "%s does not let '%s' come from there".formatted(file, plugin),
          "install it from one of: %s".formatted(sources(about)));
    }
    List<PolicyRule> bySigner =
        fromThere.stream()
            .filter(
                rule ->
                    rule.signers().isEmpty()
                        || (signer != null && signer.isMeantBy(rule.signers())))
            .toList();
    if (bySigner.isEmpty()) {
      return refuse(
          "policy-signer",
          plugin,
          "%s wants '%s' from there to be signed by %s, but it is %s"
              .formatted(
                  file,
                  plugin,
                  texts(fromThere.stream().flatMap(rule -> rule.signers().stream()).toList()),
                  signer == null ? "not signed by anybody in the trust store" : "by " + signer),
          "get it from its maker, signed");
    }
    return pinned || bySigner.stream().anyMatch(rule -> !rule.requirePin())
        ? Optional.empty()
        : refuse(
            "pin-missing",
            plugin,
            "%s wants '%s' from there to be pinned".formatted(file, plugin),
            "install it with --sha256 and the hash that its maker has published");
  }

  private static Optional<Problem> refuse(String code, String where, String what, String cure) {
    return Optional.of(Problem.error(code, where, what, cure));
  }

  private static String sources(List<PolicyRule> rules) {
    return texts(rules.stream().flatMap(rule -> rule.sources().stream()).toList());
  }

  private static String texts(List<Glob> patterns) {
    return patterns.isEmpty()
        ? "nowhere"
        : patterns.stream().map(Glob::toString).distinct().collect(Collectors.joining(", "));
  }
}
