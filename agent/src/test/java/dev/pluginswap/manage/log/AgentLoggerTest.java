package dev.pluginswap.manage.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The core's SLF4J, from the call to stderr. */
class AgentLoggerTest {

  private static List<String> printedBy(Runnable code) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      code.run();
    } finally {
      System.setErr(before);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void slf4jFindsOurProvider() {
    assertThat(LoggerFactory.getLogger("x")).isInstanceOf(AgentLogger.class);
    assertThat(LoggerFactory.getLogger("x")).isSameAs(LoggerFactory.getLogger("x"));
  }

  @Test
  void withoutAnAgentWarningsAreOnStderrAndInformationIsNot() {
    AgentLog.toStderr(Level.WARN);
    Logger logger = LoggerFactory.getLogger("dev.pluginswap.install.Installer");
    assertThat(
            printedBy(
                () -> {
                  logger.info("not this");
                  logger.warn("{} of {}", 1, "two");
                }))
        .singleElement()
        .asString()
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  plugin-swap install: 1 of two");
  }

  @Test
  void aThrowableIsPrintedWithItsStackAndItsCause() {
    AgentLog.toStderr(Level.WARN);
    Exception thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));
    List<String> lines = printedBy(() -> LoggerFactory.getLogger("a.B").error("failed", thrown));
    assertThat(lines.get(0)).endsWith(" ERROR plugin-swap a: failed");
    assertThat(lines.get(1)).isEqualTo("java.lang.IllegalStateException: outer");
    assertThat(lines).contains("Caused by: java.lang.IllegalArgumentException: inner");
  }
}
