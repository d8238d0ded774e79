package dev.pluginswap.verify.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.Severity;
import dev.pluginswap.bundle.PackagePattern;
import dev.pluginswap.bundle.Waiver;
import dev.pluginswap.runtime.PluginClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two halves on one plugin, whose optional code calls a method that is not there. */
class LinkerTest {

  private static final LinkPolicy STRICT = new LinkPolicy(LinkPolicy.Mode.STRICT, List.of());

  private static final LinkPolicy WAIVED =
      new LinkPolicy(
          LinkPolicy.Mode.STRICT,
          List.of(new Waiver(new PackagePattern("com.acme.*"), "an old workspace will do")));

  @TempDir Path directory;

  private ProbeBench bench;

  @BeforeEach
  void aPluginWithOptionalCode() throws Exception {
    bench =
        ProbeBench.broken(
            directory,
            Map.of(
                "com.acme.api.Clock",
                "package com.acme.api; public class Clock { public static long now() { return 1; } }"),
            Map.of("com.acme.api.Clock", "package com.acme.api; public class Clock { }"),
            Map.of(
                "plugin.Main",
                """
                package plugin;
                public class Main {
                  public long go() {
                    try {
                      return com.acme.api.Clock.now();
                    } catch (NoSuchMethodError e) {
                      return 0;
                    }
                  }
                }
                """));
  }

  private List<LinkFinding> both(LinkPolicy policy) throws Exception {
    try (PluginClassLoader shadow = bench.loader("p?probe")) {
      return new Linker(bench.host(), ProbeLimits.DEFAULTS, System::nanoTime)
          .check(bench.plugin(), policy, shadow)
          .findings();
    }
  }

  private List<LinkFinding> statics(LinkPolicy policy) throws Exception {
    return new StaticLinker(bench.host()).check(bench.plugin(), policy);
  }

  private List<LinkFinding> probed(LinkPolicy policy) throws Exception {
    try (PluginClassLoader shadow = bench.loader("p?probe")) {
      return bench
          .linker(ProbeLimits.DEFAULTS, System::nanoTime)
          .check(bench.plugin(), policy, shadow)
          .findings();
    }
  }

  @Test
  void whatBothHalvesFindIsOneFindingOfBoth() throws Exception {
    assertThat(both(LinkPolicy.DEFAULT))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.error()).isEqualTo(LinkError.NO_SUCH_METHOD);
              assertThat(finding.target()).isEqualTo("com.acme.api.Clock.now()");
              assertThat(finding.foundBy()).containsExactlyInAnyOrder(Half.STATIC, Half.PROBE);
            });
    assertThat(statics(LinkPolicy.DEFAULT))
        .singleElement()
        .satisfies(finding -> assertThat(finding.foundBy()).containsExactly(Half.STATIC));
    assertThat(probed(LinkPolicy.DEFAULT))
        .singleElement()
        .satisfies(finding -> assertThat(finding.foundBy()).containsExactly(Half.PROBE));
  }

  @Test
  void bothHalvesKnowOptionalCodeStrictnessAndWaivers() throws Exception {
    for (LinkPolicy policy : List.of(LinkPolicy.DEFAULT, STRICT, WAIVED)) {
      Severity severity = policy.equals(STRICT) ? Severity.ERROR : Severity.WARNING;
      for (List<LinkFinding> found : List.of(statics(policy), probed(policy), both(policy))) {
        assertThat(found)
            .as(policy.toString())
            .singleElement()
            .satisfies(
                finding -> {
                  assertThat(finding.severity()).isEqualTo(severity);
                  assertThat(finding.cure().contains("an old workspace will do"))
                      .isEqualTo(policy.equals(WAIVED));
                });
      }
    }
  }
}
