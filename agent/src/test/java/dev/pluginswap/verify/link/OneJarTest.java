package dev.pluginswap.verify.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.verify.WorkspaceView;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One jar into which several libraries were put together, of which one was compiled against another
 * version of the next: that all classes are in one jar does not say that they fit.
 */
class OneJarTest {

  private static final String MAIN = "a.Main";

  @TempDir Path directory;

  private List<LinkFinding> check(Map<String, String> built, Map<String, String> met)
      throws IOException {
    Map<String, byte[]> classes = new HashMap<>(PluginJars.compile(built));
    classes.putAll(PluginJars.compile(met));
    Path jar = PluginJars.write(directory.resolve("all.jar"), classes);
    try (URLClassLoader workspace =
        new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
      return new StaticLinker(
              new HostClasses(new WorkspaceView(workspace, Runtime.version(), List.of())))
          .check(
              new PluginClasses("p", "1", List.of(jar), List.of(), Set.of(MAIN), Set.of()),
              LinkPolicy.DEFAULT);
    }
  }

  private static Map<String, String> library(String methods, String call) {
    return Map.of(
        "b.Job",
        "package b; public interface Job { %s }".formatted(methods),
        "b.Runner",
        "package b; public class Runner { public static void run(Job job) { job.%s(); } }"
            .formatted(call));
  }

  private static Map<String, String> with(Map<String, String> sources, String name, String source) {
    Map<String, String> all = new HashMap<>(sources);
    all.put(name, source);
    return all;
  }

  @Test
  void aMethodThatAnotherLibraryAskedForLaterIsMissing() throws IOException {
    Map<String, String> built =
        with(
            library("void old();", "old"),
            MAIN,
            "package a; public class Main implements b.Job {"
                + " public void old() { } public void go() { b.Runner.run(this); } }");

    assertThat(check(built, library("void old(); void added();", "added")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.error()).isEqualTo(LinkError.ABSTRACT_METHOD);
              assertThat(finding.target()).isEqualTo("b.Job.added()");
            });
    assertThat(check(built, library("void old(); default void added() { }", "added"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.Task", "Runnable, b.Task"})
  void soItIsWhereItStandsInAnInterfaceAboveTheOneThatIsNamed(String named) throws IOException {
    Map<String, String> built =
        with(
            with(
                library("void old();", "old"),
                "b.Task",
                "package b; public interface Task extends Job { }"),
            MAIN,
            "package a; public class Main implements %s {".formatted(named)
                + " public void old() { } public void run() { }"
                + " public void go() { b.Runner.run(this); } }");

    assertThat(check(built, library("void old(); void added();", "added")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.target()).isEqualTo("b.Job.added()"));
    assertThat(check(built, library("void old(); default void added() { }", "added"))).isEmpty();
  }

  @Test
  void soItIsOfALambda() throws IOException {
    Map<String, String> built =
        with(
            library("void old();", "old"),
            MAIN,
            "package a; public class Main { public void go() { b.Runner.run(() -> { }); } }");

    assertThat(check(built, library("void old(); void added();", "added")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.error()).isEqualTo(LinkError.ABSTRACT_METHOD));
    assertThat(check(built, library("void old(); boolean equals(Object other);", "old"))).isEmpty();
  }

  @Test
  void aMethodThatHasBecomeFinalMustNotBeOverridden() throws IOException {
    Map<String, String> built =
        Map.of(
            "b.Base",
            "package b; public class Base { public void go() { } }",
            MAIN,
            "package a; public class Main extends b.Base { @Override public void go() { } }");

    assertThat(
            check(
                built,
                Map.of("b.Base", "package b; public class Base { public final void go() { } }")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.error()).isEqualTo(LinkError.INCOMPATIBLE_CLASS_CHANGE);
              assertThat(finding.target()).isEqualTo("b.Base.go()");
            });
    assertThat(check(built, built)).isEmpty();
  }

  @Test
  void aMethodThatIsGoneIsMissing() throws IOException {
    Map<String, String> built =
        with(
            library("void old();", "old"),
            MAIN,
            "package a; public class Main { public void go(b.Job job) { job.old(); } }");

    assertThat(check(built, library("void renamed();", "renamed")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.error()).isEqualTo(LinkError.NO_SUCH_METHOD));
  }
}
