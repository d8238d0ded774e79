package dev.pluginswap.trust;

import java.util.List;

/**
 * What may come, from where and by whom. An empty list allows any.
 *
 * @param plugins names of plugins
 * @param sources where they may come from
 * @param signers who must have signed them; empty for anybody, also nobody
 * @param requirePin whether the install must name a SHA-256
 */
record PolicyRule(List<Glob> plugins, List<Glob> sources, List<Glob> signers, boolean requirePin) {

  boolean isAbout(String plugin) {
    return plugins.isEmpty() || plugins.stream().anyMatch(p -> p.matches(plugin));
  }

  boolean allowsSource(String origin) {
    return sources.isEmpty() || sources.stream().anyMatch(p -> p.matches(origin));
  }
}
