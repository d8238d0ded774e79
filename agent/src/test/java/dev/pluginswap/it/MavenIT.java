package dev.pluginswap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people use is installed by its Maven coordinates, and works. */
class MavenIT {

  private static final String MAIN =
      """
      package host;
      import dev.pluginswap.api.InstallReport;
      import dev.pluginswap.api.PluginSwap;
      import java.sql.Connection;
      import java.sql.Driver;
      import java.sql.ResultSet;
      import java.util.Properties;
      import javax.script.ScriptEngineFactory;
      public class Main {
        static class FirstArtifact {}

        public static void main(String[] args) throws Exception {
          install(args[0]);
          new FirstArtifact();
          install("mvn:org.postgresql:postgresql:42.7.13");
          Driver postgres = PluginSwap.current().service(Driver.class, "postgresql");
          System.out.println("accepts " + postgres.acceptsURL("jdbc:postgresql://nowhere/none"));

          install("mvn:com.h2database:h2:[2.3.232]");
          Driver h2 = PluginSwap.current().service(Driver.class, "h2");
          try (Connection connection = h2.connect("jdbc:h2:mem:", new Properties());
              ResultSet answer = connection.createStatement().executeQuery("select h2version()")) {
            answer.next();
            System.out.println("h2 answers " + answer.getString(1));
          }

          install("mvn:org.apache.groovy:groovy-jsr223:4.0.27");
          ScriptEngineFactory groovy =
              PluginSwap.current().service(ScriptEngineFactory.class, "groovy-jsr223");
          System.out.println("groovy says " + groovy.getScriptEngine()
              .eval("[1, 2, 3].collect { it * it }.sum() + \\" of ${new Date(0).time}\\""));

          for (String name : new String[] {
              "org.eclipse.aether.RepositorySystem", "groovy.lang.GString",
              "dev.pluginswap.source.maven.AetherResolution"}) {
            try {
              System.out.println("visible " + Class.forName(name));
            } catch (ClassNotFoundException e) {
              System.out.println("hidden " + name);
            }
          }
        }

        static void install(String source) {
          InstallReport report = PluginSwap.current().install(source);
          System.out.println(report.outcome() + " " + report.plugin() + " " + report.version());
          if (!report.isSuccess()) System.out.println(report);
        }
      }
      """;

  /** Four installs, and what a new machine has to download for them. */
  private static final Duration BOUND = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void driversAndAScriptLanguageComeByTheirCoordinates() throws Exception {
    Path loaded = directory.resolve("loaded.txt");
    List<String> options = new ArrayList<>(List.of("-Xlog:class+load:file=" + loaded));
    String localRepository = System.getProperty("forked.localRepository");
    if (localRepository != null) {
      options.add("-Dmaven.repo.local=" + localRepository);
    }
    Host host = Workspaces.host(directory.resolve("host"), MAIN);
    try (ForkedJvm jvm =
        Workspaces.start(
            directory,
            host,
            directory.resolve("plugins"),
            options,
            ForkedJvm.library("h2-2.2.224.jar").toString())) {
      assertThat(jvm.exitValue(BOUND)).as(jvm::toString).isZero();
      assertThat(jvm.stdout())
          .as(jvm::toString)
          .containsExactly(
              "COMMITTED h2 2.2.224",
              "COMMITTED postgresql 42.7.13",
              "accepts true",
              "COMMITTED h2 2.3.232",
              "h2 answers 2.3.232",
              "COMMITTED groovy-jsr223 4.0.27",
              "groovy says 14 of 0",
              "hidden org.eclipse.aether.RepositorySystem",
              "hidden groovy.lang.GString",
              "hidden dev.pluginswap.source.maven.AetherResolution");
    }
    theResolverIsLoadedWhenItIsUsed(Files.readAllLines(loaded));
  }

  private static void theResolverIsLoadedWhenItIsUsed(List<String> loaded) {
    List<String> resolver =
        loaded.stream()
            .filter(
                line ->
                    line.contains(" org.eclipse.aether.")
                        || line.contains(" org.apache.maven.")
                        || line.contains(" dev.pluginswap.source.maven."))
            .toList();
    int first = first(loaded, "host.Main$FirstArtifact");
    assertThat(first).isPositive();
    assertThat(resolver).hasSizeGreaterThan(100);
    assertThat(loaded.subList(0, first)).doesNotContainAnyElementsOf(resolver);
  }

  private static int first(List<String> loaded, String name) {
    for (int i = 0; i < loaded.size(); i++) {
      if (loaded.get(i).contains(" " + name + " ")) {
        return i;
      }
    }
    return -1;
  }
}
