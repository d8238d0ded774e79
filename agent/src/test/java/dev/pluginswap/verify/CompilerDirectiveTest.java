package dev.pluginswap.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerDirectiveTest {

  private static final String PATTERN = "com/acme/nowhere/*.*";

  @TempDir Path directory;

  /** The one command of the JVM that is needed. */
  public interface Commands {

    /** Takes the name of a file, in quotes. */
    String compilerDirectivesAdd(String[] arguments);
  }

  private static ObjectName commands() throws Exception {
    return new ObjectName("com.sun.management:type=DiagnosticCommand");
  }

  private static MBeanServer serverOf(Commands commands) throws Exception {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    server.registerMBean(new StandardMBean(commands, Commands.class), commands());
    return server;
  }

  private static CompilerDirective directive() {
    return CompilerDirective.forMethods(PATTERN);
  }

  private static String command(String name) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    return (String) server.invoke(commands(), name, new Object[0], new String[0]);
  }

  @Test
  void thisJvmTakesItFromADirectoryWithABlank() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    assumeThat(server.isRegistered(commands())).isTrue();
    Path blank = Files.createDirectory(directory.resolve("a temporary one"));

    assertThat(directive().give(server, blank)).isEqualTo("1 compiler directives added");

    assertThat(command("compilerDirectivesPrint"))
        .containsSubsequence("matching: " + PATTERN, "c2 directives:", "Exclude:true");
    assertThat(blank).isEmptyDirectory();
    command("compilerDirectivesRemove");
    assertThat(command("compilerDirectivesPrint")).doesNotContain(PATTERN);
  }

  @Test
  void itIsForVerificationAlone() throws Exception {
    List<String> read = new ArrayList<>();
    MBeanServer server =
        serverOf(
            arguments -> {
              String file = arguments[0].substring(1, arguments[0].length() - 1);
              try {
                read.add(Files.readString(Path.of(file)).strip());
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
              return "1 compiler directives added\n";
            });

    CompilerDirective.forVerification().give(server, directory);

    assertThat(read)
        .containsExactly("[{match: [\"dev/pluginswap/verify/*.*\"], c2: {Exclude: true}}]");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aJvmWithoutTheCommandIsLeftAlone() {
    assertThat(directive().give(MBeanServerFactory.newMBeanServer(), directory))
        .isEqualTo("this JVM compiles in its own way");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aCommandThatFailsIsNamedAndLeavesNoFile() throws Exception {
    MBeanServer server =
        serverOf(
            arguments -> {
              throw new IllegalStateException("no more directives");
            });

    assertThat(directive().give(server, directory))
        .startsWith("no compiler directive: ")
        .contains("no more directives");
    assertThat(directory).isEmptyDirectory();
  }

  /** As with a security manager: the agent's own beans come after it. */
  @Test
  void aServerThatForbidsItIsNamed() {
    MBeanServer server =
        (MBeanServer)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MBeanServer.class},
                (proxy, method, arguments) -> {
                  throw new SecurityException("not allowed");
                });

    assertThat(directive().give(server, directory))
        .startsWith("no compiler directive: ")
        .contains("not allowed");
  }

  @Test
  void withoutADirectoryForItsFileNothingHappens() throws Exception {
    MBeanServer server = serverOf(arguments -> "1 compiler directives added");

    assertThat(directive().give(server, directory.resolve("gone")))
        .startsWith("no compiler directive: ")
        .contains("gone");
  }
}
