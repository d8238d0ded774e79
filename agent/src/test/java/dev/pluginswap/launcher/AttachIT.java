package dev.pluginswap.launcher;

import com.sun.tools.attach.VirtualMachine;
import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Host;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent comes to a JVM that runs already. */
class AttachIT {

  @TempDir Path directory;
  private Host host;

  @BeforeEach
  void compileAHostThatAsksWheneverItIsTold() throws Exception {
    host =
        Host.in(directory.resolve("host"))
            .with(ForkedJvm.apiClasses())
            .source(
                "host.Main",
                """
                package host;
                import dev.pluginswap.api.PluginSwap;
                public class Main {
                  public static void main(String[] args) throws Exception {
                    System.out.println("up");
                    while (System.in.read() >= 0) {
                      try {
                        System.out.println("answer " + PluginSwap.current().plugins());
                      } catch (IllegalStateException e) {
                        System.out.println("refused " + e.getMessage());
                      }
                    }
                  }
                }
                """)
            .compile();
  }

  private ForkedJvm start() throws Exception {
    ForkedJvm jvm =
        ForkedJvm.java(
            directory, "-XX:+EnableDynamicAgentLoading", "-cp", host.path(), "host.Main");
    jvm.awaitLine("^up$");
    return jvm;
  }

  private void attach(ForkedJvm jvm, String options) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
    try {
      machine.loadAgent(ForkedJvm.agentJar().toString(), options);
    } finally {
      machine.detach();
    }
  }

  private String plugins() {
    return "plugins=" + directory.resolve("plugins");
  }

  @Test
  void aRunningJvmTakesTheAgentOnceAndSaysSoTheSecondTime() throws Exception {
    try (ForkedJvm jvm = start()) {
      jvm.send("");
      jvm.awaitLine("^refused no plugin-swap agent in this JVM; .* attach " + jvm.pid());
      attach(jvm, plugins());
      jvm.send("");
      jvm.awaitLine("^answer \\[]$");
      attach(jvm, "plugins=elsewhere");
      jvm.awaitLine("runs in this JVM already.*plugins=elsewhere");
    }
  }

  @Test
  void afterAStartThatFailedTheAgentCanBeAttachedAgain() throws Exception {
    try (ForkedJvm jvm = start()) {
      attach(jvm, "bogus=1");
      jvm.awaitLine("^plugin-swap: not started, .*: .*bogus");
      attach(jvm, plugins());
      jvm.send("");
      jvm.awaitLine("^answer \\[]$");
    }
  }
}
