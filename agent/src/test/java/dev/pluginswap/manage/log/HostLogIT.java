package dev.pluginswap.manage.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the lines of a started agent go, in JVMs of their own. */
class HostLogIT {

  /** Ends when its standard input does. */
  private static final String LOGGING =
      """
      package host;
      public class Main {
        public static void main(String[] args) throws Exception {
          org.slf4j.LoggerFactory.getLogger("host.Main").info("the host is up");
          System.in.read();
        }
      }
      """;

  private static final String LOGBACK =
      """
      <configuration>
        <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>HOST %level %logger [%thread] - %msg%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="OUT"/></root>
      </configuration>
      """;

  /** A line of the agent in the log of a host with the configuration above. */
  private static final String IN_HOST_LOG =
      "^HOST INFO dev\\.pluginswap\\.\\S+ \\[plugin-swap-log]";

  private static final String ON_STDERR =
      "^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  plugin-swap \\S+: \\S";

  @TempDir Path directory;

  private ForkedJvm run(String... arguments) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("-javaagent:" + ForkedJvm.agentJar() + "=plugins=" + directory.resolve("plugins"));
    all.addAll(List.of(arguments));
    return ForkedJvm.java(directory, all);
  }

  private Host logback(String slf4j, String logback) throws IOException {
    return Host.in(directory.resolve("host"))
        .with(
            ForkedJvm.library("slf4j-api-" + slf4j + ".jar"),
            ForkedJvm.library("logback-classic-" + logback + ".jar"),
            ForkedJvm.library("logback-core-" + logback + ".jar"))
        .source("host.Main", LOGGING)
        .resource("logback.xml", LOGBACK);
  }

  @ParameterizedTest
  @CsvSource({"2.0.18, 1.5.18", "1.7.36, 1.2.13"})
  void theApplicationsOwnAppenderGetsTheLines(String slf4j, String logback) throws Exception {
    Host host = logback(slf4j, logback).compile();
    try (ForkedJvm jvm = run("-cp", host.path(), "host.Main")) {
      jvm.awaitLine(IN_HOST_LOG);
      jvm.send("");
      assertThat(jvm.exitValue()).isZero();
      assertThat(jvm.stderr()).as(jvm::toString).noneMatch(line -> line.contains("plugin-swap "));
      assertThat(jvm.stdout())
          .as(jvm::toString)
          .contains("HOST INFO host.Main [main] - the host is up");
    }
  }

  @Test
  void anApplicationOfModulesGetsTheLinesInItsLogToo() throws Exception {
    Host host =
        logback("2.0.18", "1.5.18")
            .source("module-info", "module host.app { requires org.slf4j; }")
            .compile();
    try (ForkedJvm jvm = run("--module-path", host.path(), "-m", "host.app/host.Main")) {
      jvm.awaitLine(IN_HOST_LOG);
      jvm.send("");
      assertThat(jvm.exitValue()).isZero();
      assertThat(jvm.stderr()).as(jvm::toString).noneMatch(line -> line.contains("plugin-swap "));
    }
  }

  @Test
  void anApplicationWithoutSlf4jGetsTheLinesOnStderr() throws Exception {
    Host host =
        Host.in(directory.resolve("host"))
            .source("host.Main", LOGGING.replaceAll(".*org\\.slf4j.*\\n", ""))
            .compile();
    try (ForkedJvm jvm = run("-cp", host.path(), "host.Main")) {
      jvm.awaitLine(ON_STDERR);
      assertThat(jvm.stdout()).as(jvm::toString).isEmpty();
    }
  }

  @Test
  void anSlf4jThatLogsNothingCountsAsNone() throws Exception {
    Host host =
        Host.in(directory.resolve("host"))
            .with(ForkedJvm.library("slf4j-api-2.0.18.jar"))
            .source("host.Main", LOGGING)
            .compile();
    try (ForkedJvm jvm = run("-cp", host.path(), "host.Main")) {
      jvm.awaitLine(ON_STDERR);
    }
  }

  @Test
  void whatIsStillBufferedWhenTheJvmEndsGoesToStderr() throws Exception {
    Host host =
        Host.in(directory.resolve("host"))
            .with(ForkedJvm.apiClasses())
            .source(
                "host.Main",
                """
                package host;
                public class Main {
                  public static void main(String[] args) {
                    dev.pluginswap.api.PluginSwap.current();
                  }
                }
                """)
            .compile();
    try (ForkedJvm jvm = run("-cp", host.path(), "host.Main")) {
      assertThat(jvm.exitValue()).isZero();
      assertThat(jvm.stderr()).as(jvm::toString).anyMatch(line -> line.matches(ON_STDERR + ".*"));
    }
  }
}
