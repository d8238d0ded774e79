package dev.pluginswap.runtime;

import dev.pluginswap.testing.ForkedTests;
import dev.pluginswap.testing.PluginJars;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own, since only an agent may change classes as they are loaded. */
final class PollPointsTest {

  @TempDir Path directory;

  @Test
  void threadsThatIgnoreInterruptsEndAndNobodyElses() throws Exception {
    Path agent =
        PluginJars.write(
            directory.resolve("agent.jar"),
            PluginJars.withManifest(
                "Premain-Class: agent.Keeper",
                PluginJars.compile(
                    Map.of(
                        "agent.Keeper",
                        """
                        package agent;
                        public class Keeper {
                          public static void premain(
                              String none, java.lang.instrument.Instrumentation instrumentation) {
                            System.getProperties().put("test.instrumentation", instrumentation);
                          }
                        }
                        """))));
    ForkedTests.run(StubbornPlugins.class, "-javaagent:" + agent);
  }
}
