package dev.pluginswap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.it.CommandLine.Ran;
import dev.pluginswap.source.RawServer;
import dev.pluginswap.source.TestKeys;
import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that come over a network into another JVM, and installs that end early there. */
class FetchIT {

  private static final long SIGINT_BIT = 1L << 1;

  @TempDir Path directory;

  private byte[] bundle(String version) throws IOException {
    TestPlugin plugin = TestPlugin.greeter("greeter", version, version);
    return Files.readAllBytes(plugin.zip(directory.resolve(version + ".zip")));
  }

  private ForkedJvm workspace(Host host, String options, String... jvmOptions) throws Exception {
    ForkedJvm jvm =
        Workspaces.start(
            directory, host, directory.resolve("plugins") + options, List.of(jvmOptions));
    jvm.awaitLine("^up$");
    return jvm;
  }

  private Ran ask(ForkedJvm jvm, String... arguments) throws Exception {
    return CommandLine.run(
        directory,
        Stream.concat(Stream.of(arguments), Stream.of("--pid", Long.toString(jvm.pid())))
            .toArray(String[]::new));
  }

  private List<Path> staging() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("plugins/.staging"))) {
      return files.toList();
    }
  }

  @Test
  void installsOverTlsWithTheTruststoreOfTheJvmAndOverHttpWhereItIsAllowed() throws Exception {
    TestKeys keys = new TestKeys(directory);
    byte[] one = bundle("1.0.0");
    byte[] two = bundle("2.0.0");
    Host host = Workspaces.idle(directory.resolve("host"));
    try (RawServer secure =
            new RawServer(
                keys.context.getServerSocketFactory(),
                "https",
                (request, answer) -> answer.whole(200, one));
        RawServer plain = new RawServer((request, answer) -> answer.whole(200, two));
        ForkedJvm jvm =
            workspace(
                host,
                ",allowHttp=true",
                "-Djavax.net.ssl.trustStore=" + keys.store,
                "-Djavax.net.ssl.trustStorePassword=" + TestKeys.PASSWORD)) {
      Ran first = ask(jvm, "install", secure.url("/greeter.zip"));
      assertThat(first.exit()).as(first.toString()).isZero();
      assertThat(first.out()).startsWith("greeter 1.0.0 is live");
      Ran second = ask(jvm, "install", plain.url("/greeter.zip"));
      assertThat(second.out()).startsWith("greeter 2.0.0 is live");
      assertThat(jvm.stderr()).noneMatch(line -> line.contains("ERROR"));
    }
    try (RawServer plain = new RawServer((request, answer) -> answer.whole(200, two));
        ForkedJvm jvm = workspace(host, "")) {
      Ran refused = ask(jvm, "install", plain.url("/greeter.zip"));
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.out()).contains("allowHttp=true");
      assertThat(plain.requests).isEmpty();
    }
  }

  /** A JVM whose parent ignores this signal ignores it too. */
  private static boolean interruptsAreIgnored() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(mask -> (mask & SIGINT_BIT) != 0);
  }

  @Test
  void aSignalToTheCommandCancelsTheInstall() throws Exception {
    byte[] one = bundle("1.0.0");
    CountDownLatch sending = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                (request, answer) -> {
                  if (request.target().equals("/one.zip")) {
                    answer.whole(200, one);
                    return;
                  }
                  answer.head(200, "Content-Length: 100000").raw(new byte[50000]);
                  sending.countDown();
                  answer.stall();
                });
        ForkedJvm jvm = workspace(Workspaces.idle(directory.resolve("host")), ",allowHttp=true")) {
      assertThat(ask(jvm, "install", server.url("/one.zip")).exit()).isZero();
      try (ForkedJvm command =
          ForkedJvm.java(
              directory,
              "-jar",
              ForkedJvm.agentJar().toString(),
              "install",
              "http://ada:s3cr3t@" + server.authority() + "/two.zip",
              "--pid",
              Long.toString(jvm.pid()))) {
        assertThat(sending.await(ForkedJvm.BOUND.toSeconds(), TimeUnit.SECONDS))
            .as(command.toString())
            .isTrue();
        boolean ignored = interruptsAreIgnored();
        String signal = ignored ? "-TERM" : "-INT";
        assertThat(
                new ProcessBuilder("kill", signal, Long.toString(command.pid())).start().waitFor())
            .isZero();
        assertThat(command.exitValue()).as(command.toString()).isEqualTo(ignored ? 143 : 130);
        assertThat(command.stderr()).contains("cancelled; nothing was changed");
        assertThat(command.stdout()).isEmpty();
      }
      assertThat(staging()).isEmpty();
      assertThat(ask(jvm, "list").out()).contains("1.0.0");
      assertThat(jvm.stderr()).noneMatch(line -> line.contains("s3cr3t"));
    }
  }

  private static final String APPLICATION =
      """
      package host;
      import dev.pluginswap.api.CancelOutcome;
      import dev.pluginswap.api.InstallReport;
      import dev.pluginswap.api.PluginSwap;
      import dev.pluginswap.api.Subscription;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.concurrent.CompletableFuture;
      import java.util.concurrent.CountDownLatch;
      public class Main {
        public static void main(String[] args) throws Exception {
          PluginSwap agent = PluginSwap.current();
          CountDownLatch waiting = new CountDownLatch(1);
          Subscription added = agent.addSource("mine", fetch -> {
            if (fetch.source().equals("mine:hangs")) {
              waiting.countDown();
              new CountDownLatch(1).await();
            }
            if (fetch.source().equals("mine:fails")) {
              throw new java.io.IOException("the safe is locked");
            }
            fetch.progress(1, 2);
            return Files.copy(Path.of(args[0]), fetch.directory().resolve("greeter.zip"));
          });
          System.out.println(agent.install("mine:good").outcome());
          System.out.println(agent.install("mine:fails").problems());
          CompletableFuture<InstallReport> hangs =
              CompletableFuture.supplyAsync(() -> agent.install("mine:hangs"));
          waiting.await();
          System.out.println(agent.cancel("mine:other"));
          System.out.println(agent.cancel("mine:hangs"));
          System.out.println(hangs.get().problems().get(0).code());
          added.close();
          System.out.println(agent.install("mine:good").problems().get(0).code());
        }
      }
      """;

  @Test
  void anApplicationAddsASourceAndCancelsAnInstall() throws Exception {
    bundle("1.0.0");
    Host host = Workspaces.host(directory.resolve("host"), APPLICATION);
    try (ForkedJvm jvm =
        Workspaces.start(
            directory,
            host,
            directory.resolve("plugins"),
            List.of(),
            directory.resolve("1.0.0.zip").toString())) {
      assertThat(jvm.exitValue()).as(jvm.toString()).isZero();
      List<String> said = jvm.stdout();
      assertThat(said).hasSize(6);
      assertThat(said.get(0)).isEqualTo("COMMITTED");
      assertThat(said.get(1)).contains("IOException: the safe is locked");
      assertThat(said.subList(2, 6))
          .containsExactly("NOTHING_UNDER_WAY", "CANCELLED", "install-cancelled", "source-unknown");
      assertThat(staging()).isEmpty();
    }
  }
}
