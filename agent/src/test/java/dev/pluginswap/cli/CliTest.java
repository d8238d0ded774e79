package dev.pluginswap.cli;

import static dev.pluginswap.manage.FakeOperations.NEW_DIGEST;
import static dev.pluginswap.manage.FakeOperations.OLD_DIGEST;
import static dev.pluginswap.manage.FakeOperations.removed;
import static dev.pluginswap.manage.FakeOperations.report;
import static dev.pluginswap.manage.FakeOperations.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Phase;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.install.GcReport;
import dev.pluginswap.manage.CallerPolicy;
import dev.pluginswap.manage.FakeOperations;
import dev.pluginswap.manage.Management;
import dev.pluginswap.testing.Json;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line down to a real MBean server and a made-up agent. */
class CliTest {

  private static final Problem MISSING =
      Problem.error(
          "missing-member",
          "Impl.java:41",
          "com.acme.api.Clock.now() is missing",
          "upgrade the workspace to acme-api 2.1");
  private static final Problem MISSING_TOO =
      Problem.error(
          "missing-member",
          "Impl.java:52",
          "com.acme.api.Clock.zone() is missing",
          "upgrade the workspace to acme-api 2.1");
  private static final Problem WARNING =
      Problem.warning("left-out", "lib/x.jar", "a provider cannot load", "");

  @TempDir private Path directory;

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final FakeJvms jvms = new FakeJvms(server).plain(11).agent(4711);
  private final FakeOperations agent = new FakeOperations().know(status("greeter"), removed("old"));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> offline = new ArrayList<>();

  private Management management;
  private boolean terminal;
  private Duration patience = Duration.ofSeconds(20);
  private CliEnvironment.Packing packing = (from, to) -> from.resolveSibling("made.zip");

  @BeforeEach
  void startAgent() {
    management =
        Management.register(
            server, agent, "0.1.0", Path.of("/srv/plugins"), CallerPolicy.standard(false));
  }

  @AfterEach
  void stopAgent() {
    management.close();
    assertThat(jvms.openConnections).isZero();
  }

  private int run(String... args) {
    return Cli.run(
        args,
        new CliEnvironment(
            new PrintWriter(out),
            new PrintWriter(err),
            terminal,
            false,
            directory,
            Path.of("/opt/plugin-swap.jar"),
            "0.1.0",
            jvms,
            (from, to) -> packing.pack(from, to),
            (source, host) -> {
              offline.add(
                  "%s %s %s %s %s"
                      .formatted(
                          source, host.classPath(), host.exports(), host.others(), host.linkage()));
              return report("verify", Outcome.REFUSED, MISSING);
            },
            patience));
  }

  private String out() {
    return out.toString().replace("\r\n", "\n");
  }

  private String err() {
    return err.toString().replace("\r\n", "\n");
  }

  @ParameterizedTest
  @CsvSource({"COMMITTED,0", "UNCHANGED,0", "REFUSED,1", "ROLLED_BACK,3", "BROKEN,4"})
  void everyOutcomeHasItsExitCode(Outcome outcome, int exitCode) {
    agent.answer = () -> report("install", outcome, MISSING);

    assertThat(run("install", "x.zip")).isEqualTo(exitCode);
    assertThat(run("reload", "greeter")).isEqualTo(exitCode);
    assertThat(run("verify", "x.zip", "--json")).isEqualTo(exitCode);
  }

  @Test
  void aCommittedInstall() {
    assertThat(run("install", "greeter.zip")).isZero();

    assertThat(out())
        .isEqualTo(
            "greeter 1.2.0 is live (generation 7, digest 3f3f3f3f3f3f…), before 1.1.0; 84 ms\n");
    assertThat(err()).isEmpty();
  }

  @Test
  void theStepsInDetail() {
    assertThat(run("install", "greeter.zip", "--verbose")).isZero();

    assertThat(out()).endsWith("; 84 ms\n  fetch        12.0 ms\n  commit       72.0 ms\n");
  }

  @Test
  void aRefusedInstall() {
    agent.answer = () -> report("install", Outcome.REFUSED, WARNING, MISSING, MISSING_TOO);

    run("install", "greeter.zip");

    assertThat(out())
        .isEqualTo(
            """
            greeter 1.2.0 refused: 2 problems, 1 warning
              Impl.java:41: com.acme.api.Clock.now() is missing
              Impl.java:52: com.acme.api.Clock.zone() is missing
              → upgrade the workspace to acme-api 2.1
              warning: lib/x.jar: a provider cannot load
            Nothing was changed.
            """);
  }

  @Test
  void aBundleThatIsRefusedBeforeItsNameIsKnown() {
    Problem problem = Problem.error("zip-truncated", "", "the zip ends early", "download it again");
    agent.answer =
        () ->
            new InstallReport(
                "install",
                Outcome.REFUSED,
                null,
                null,
                null,
                null,
                0,
                null,
                List.of(),
                List.of(problem));

    assertThat(run("install", "greeter.zip")).isEqualTo(1);

    assertThat(out())
        .isEqualTo(
            """
            bundle refused: 1 problem
              the zip ends early
              → download it again
            Nothing was changed.
            """);
  }

  @Test
  void aRolledBackInstall() {
    agent.answer = () -> report("install", Outcome.ROLLED_BACK, MISSING);

    run("install", "greeter.zip");

    assertThat(out())
        .isEqualTo(
            """
            greeter 1.2.0 rolled back: 1 problem
              Impl.java:41: com.acme.api.Clock.now() is missing
              → upgrade the workspace to acme-api 2.1
            greeter 1.1.0 is live, as before.
            """);
  }

  @Test
  void aBrokenInstall() {
    agent.answer = () -> report("install", Outcome.BROKEN, MISSING);

    run("install", "greeter.zip");

    assertThat(out())
        .startsWith("greeter 1.2.0 is BROKEN: 1 problem\n")
        .endsWith("All evidence is kept: look before you act.\n");
  }

  @Test
  void successesOfTheOtherOperations() {
    agent.answer = () -> liveBefore("reload", Outcome.COMMITTED);
    run("reload", "greeter");
    agent.answer = () -> liveBefore("remove", Outcome.COMMITTED);
    run("remove", "greeter");
    agent.answer = () -> liveBefore("install", Outcome.UNCHANGED);
    run("install", "x");
    agent.answer = () -> report("verify", Outcome.UNCHANGED);
    run("verify", "x");

    assertThat(out())
        .isEqualTo(
            """
            greeter 1.2.0 is live again (generation 7, digest 3f3f3f3f3f3f…); 12500 ms
            greeter 1.2.0 is removed, and kept for a rollback; 12500 ms
            greeter 1.2.0 is live already (generation 7, digest 3f3f3f3f3f3f…); nothing to do
            greeter 1.2.0 can be installed; 84 ms
            """
                .replace("12500 ms", "12.5 s"));
  }

  @Test
  void aPluginThatIsInstalledIsComparedWithWhatWasInstalled() {
    agent.answer = () -> report("verify-installed", Outcome.UNCHANGED);
    assertThat(run("verify", "--installed", "greeter")).isZero();
    agent.answer = () -> report("verify-installed", Outcome.REFUSED, MISSING);
    assertThat(run("verify", "--installed", "greeter")).isEqualTo(1);
    assertThat(run("verify", "--installed", "greeter", "--host", ".")).isEqualTo(2);
    assertThat(run("verify", "--installed", "gretter")).isEqualTo(2);

    assertThat(out())
        .startsWith(
            """
            greeter 1.2.0 is whole on disk; 84 ms
            greeter 1.2.0 is not whole on disk: 1 problem
            """)
        .endsWith("Nothing was changed.\n");
    assertThat(err()).contains("--installed looks at a running JVM's plugin").contains("greeter");
    assertThat(agent.asked).containsExactly("verifyInstalled greeter", "verifyInstalled greeter");
  }

  private static InstallReport liveBefore(String operation, Outcome outcome) {
    return new InstallReport(
        operation,
        outcome,
        "greeter",
        "1.2.0",
        NEW_DIGEST,
        null,
        7,
        status("greeter").live(),
        List.of(new Phase("commit", Duration.ofMillis(12500))),
        List.of());
  }

  @Test
  void jsonIsOneObjectAndTheReportsOwn() {
    agent.answer = () -> report("install", Outcome.REFUSED, MISSING);

    assertThat(run("--json", "install", "x")).isEqualTo(1);

    assertThat(Json.parse(out())).isEqualTo(report("install", Outcome.REFUSED, MISSING).toMap());
    assertThat(out()).startsWith("{").endsWith("}\n");
  }

  @Test
  void jsonStaysAloneOnStdoutWhileProgressGoesToStderr() {
    agent.answer =
        () -> {
          agent.emit(PluginEvent.Kind.PROGRESS, "validate");
          agent.emit(PluginEvent.Kind.STOPPED, "not progress");
          agent.emit(PluginEvent.Kind.PROGRESS, "commit");
          return report("install", Outcome.COMMITTED);
        };

    run("install", "x", "--json");

    assertThat(Json.parse(out())).containsEntry("outcome", "COMMITTED");
    assertThat(err()).isEqualTo("validate\ncommit\n");
  }

  @Test
  void quietMeansNoProgress() {
    agent.answer =
        () -> {
          agent.emit(PluginEvent.Kind.PROGRESS, "validate");
          return report("install", Outcome.COMMITTED);
        };

    run("install", "x", "-q");

    assertThat(err()).isEmpty();
    assertThat(out()).startsWith("greeter 1.2.0 is live");
  }

  @Test
  void onATerminalProgressIsOneLineThatIsClearedInTheEnd() {
    terminal = true;
    agent.answer =
        () -> {
          agent.emit(PluginEvent.Kind.PROGRESS, "validate");
          agent.emit(PluginEvent.Kind.PROGRESS, "x".repeat(200));
          return report("install", Outcome.COMMITTED);
        };

    run("install", "x");

    String again = "\r\u001b[K";
    assertThat(err()).isEqualTo(again + "validate" + again + "x".repeat(79) + again);
  }

  @Test
  void aRelativeSourceIsMadeAbsoluteHere() {
    run("install", "build/../x.zip");
    run("verify", "./build/x.zip");
    run("install", "file:x.zip");
    run("install", "mvn:com.acme:greeter:1.2.0");
    run("install", "/abs/x.zip");

    assertThat(agent.asked)
        .containsExactly(
            "install " + directory + "/build/../x.zip",
            "verify " + directory.resolve("build/x.zip"),
            "install " + directory.resolve("x.zip").toUri(),
            "install mvn:com.acme:greeter:1.2.0",
            "install /abs/x.zip");
  }

  @Test
  void anEmptySourceIsAUsageError() {
    assertThat(run("install", " ")).isEqualTo(2);
    assertThat(err()).contains("the source is empty");
    assertThat(agent.asked).isEmpty();
  }

  @Test
  void aNameReachesTheAgent() {
    run("reload", "greeter");
    run("rollback", "old");
    run("remove", "greeter", "--pid", "4711");

    assertThat(agent.asked).containsExactly("reload greeter", "rollback old", "remove greeter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reload", "rollback", "remove", "status"})
  void anUnknownPluginIsAUsageErrorThatNamesTheKnown(String command) {
    assertThat(run(command, "greter")).isEqualTo(2);

    assertThat(err())
        .isEqualTo("no plugin 'greter'; did you mean 'greeter'?; this agent knows: greeter, old\n");
    assertThat(out()).isEmpty();
  }

  @Test
  void anErrorIsJsonTooWhenJsonWasAskedFor() {
    assertThat(run("status", "nobody", "--json")).isEqualTo(2);

    assertThat(Json.parse(out()).toString())
        .startsWith("{error={code=unknown-plugin, message=no plugin 'nobody'");
  }

  @Test
  void noAgentSaysHowToStartOne() {
    jvms.jvms.remove(4711L);
    jvms.silent(12);

    assertThat(run("list")).isEqualTo(5);

    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            """
            no JVM of yours runs a plugin-swap agent; start one with it:
              java -javaagent:plugin-swap.jar=plugins=./plugins -jar workspace.jar
            or load it into one that runs, see 'ps':
              java -jar plugin-swap.jar attach <pid> plugins=<directory>
            These did not answer: 12
            """);
  }

  @Test
  void severalAgentsAreListed() {
    jvms.agent(4712);

    assertThat(run("list")).isEqualTo(5);
    assertThat(err())
        .isEqualTo(
            """
            2 JVMs run an agent; choose one:
              --pid 4711  com.acme.Main
              --pid 4712  com.acme.Main
            """);
    assertThat(run("list", "--pid", "4712")).isZero();
  }

  @Test
  void aChosenJvmWithoutAnAgentOrThatIsNotThereIsNotReachable() {
    assertThat(run("list", "--pid", "11")).isEqualTo(5);
    assertThat(err()).contains("JVM 11 has no plugin-swap agent; attach one:");
    assertThat(run("list", "--pid", "99")).isEqualTo(5);
    assertThat(err()).contains("JVM 99 cannot be reached");
  }

  @Test
  void anAgentThatIsStillStartingIsWaitedFor() throws Exception {
    management.close();
    Thread starting =
        new Thread(
            () -> {
              while (jvms.openConnections == 0) {
                Thread.onSpinWait();
              }
              startAgent();
            });
    starting.start();

    assertThat(run("list")).isZero();
    starting.join();
  }

  @Test
  void anAgentThatNeverStartsIsNotWaitedForForEver() {
    management.close();
    patience = Duration.ofMillis(1);

    assertThat(run("list")).isEqualTo(5);
    assertThat(err()).contains("the agent in JVM 4711 has not started after");
  }

  @Test
  void theList() {
    assertThat(run("list")).isZero();

    assertThat(out())
        .isEqualTo(
            """
            PLUGIN   VERSION  STATE    GENERATION  CALLS  SINCE                 PROBLEMS
            greeter  1.2.0    live     7           3      2026-01-02T03:04:05Z  0 problems, 1 warning
            old      -        removed  -           -      -                     -
            """);
  }

  @Test
  void theListAsJson() {
    run("list", "--json");

    assertThat(Json.parse(out()))
        .containsEntry("plugins", List.of(status("greeter").toMap(), removed("old").toMap()));
  }

  @Test
  void anEmptyListSaysWhatToDo() {
    agent.known.clear();

    run("list");

    assertThat(out()).isEqualTo("no plugins yet; 'install <source>' brings one\n");
  }

  @Test
  void theStatus() {
    assertThat(run("status", "greeter")).isZero();

    assertThat(out())
        .isEqualTo(
            """
            greeter 1.2.0 is live since 2026-01-02T03:04:05Z
              generation       7
              digest           %s
              calls in flight  3
              service          com.acme.Greeter
              draining         greeter@1.1.0#6
              held             greeter@1.0.0#5
                repaired       took com.acme.Driver out of DriverManager
                held by        static com.acme.Registry.held → com.acme.Greeting
              previous         1.1.0 (digest a1a1a1a1a1a1…)
              retained         1.1.0 (digest a1a1a1a1a1a1…)
              warning: com.acme.Broken: cannot load
              → rebuild it
            """
                .formatted(NEW_DIGEST));
  }

  @Test
  void garbage() {
    assertThat(run("gc", "--dry-run")).isZero();
    assertThat(run("gc")).isZero();
    agent.gcAnswer = () -> new GcReport(false, List.of(), List.of(), List.of());
    assertThat(run("gc")).isZero();

    assertThat(out())
        .isEqualTo(
            """
            would delete 1 version
              greeter a1a1a1a1a1a1…
            deleted 1 version
              greeter a1a1a1a1a1a1…
            nothing to delete
            """);
    assertThat(agent.asked).containsExactly("gc dry", "gc", "gc");
  }

  @Test
  void whatIsStillOpenIsListedUntilItIsGone() {
    agent.gcAnswer =
        () ->
            new GcReport(
                false,
                List.of(),
                List.of(
                    new GcReport.Pending(
                        ".versions/greeter.a1a1", "AccessDeniedException: greeter.jar")),
                List.of());
    assertThat(run("gc")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            nothing to delete
            not deleted yet; tried again later:
              .versions/greeter.a1a1: AccessDeniedException: greeter.jar
            """);
  }

  @Test
  void garbageAsJsonIsTheReportsOwn() {
    run("gc", "--json");

    assertThat(Json.parse(out()))
        .isEqualTo(
            new GcReport(
                    false,
                    List.of(new GcReport.Collected("greeter", OLD_DIGEST)),
                    List.of(),
                    List.of())
                .toMap());
  }

  @Test
  void theJvms() {
    jvms.silent(12);

    assertThat(run("ps")).isZero();

    assertThat(out())
        .isEqualTo(
            """
            PID   AGENT  PLUGINS       MAIN
            11    -      -             other.jar
            4711  0.1.0  /srv/plugins  com.acme.Main
            skipped 12 stuck.jar: no answer within 3 s
            """);
  }

  @Test
  void attachingLoadsTheAgentAndWaitsForIt() {
    assertThat(run("attach", "11", "plugins=/p,exports=com.acme.*")).isZero();

    assertThat(jvms.loaded)
        .containsExactly("11 /opt/plugin-swap.jar plugins=/p,exports=com.acme.*");
    assertThat(out()).isEqualTo("JVM 11 now runs plugin-swap 0.1.0 (plugins in /srv/plugins)\n");
  }

  @Test
  void attachingToAnAgentChangesNothing() {
    assertThat(run("attach", "4711", "plugins=/other")).isZero();

    assertThat(jvms.loaded).isEmpty();
    assertThat(out())
        .isEqualTo(
            "JVM 4711 runs plugin-swap 0.1.0 already (plugins in /srv/plugins); the options were not"
                + " applied\n");
  }

  @Test
  void attachingThatFailsSaysWhy() {
    jvms.loadFailure = CliException.unreachable("dynamic-loading-off", "not allowed", null);
    assertThat(run("attach", "11")).isEqualTo(5);
    assertThat(err()).isEqualTo("not allowed\n");

    jvms.loadFailure = null;
    jvms.agentStartsWhenLoaded = false;
    patience = Duration.ofMillis(1);
    assertThat(run("attach", "11")).isEqualTo(5);
    assertThat(err()).contains("JVM 11 took the agent, but it has not started");
  }

  @Test
  void offlineVerificationAsksNoJvm() throws Exception {
    Files.createDirectory(directory.resolve("lib"));
    Files.writeString(directory.resolve("lib/b.jar"), "");
    Files.writeString(directory.resolve("lib/a.jar"), "");
    Files.writeString(directory.resolve("app.jar"), "");
    jvms.jvms.clear();

    int exitCode =
        run(
            "verify",
            "x.zip",
            "--host",
            "app.jar" + File.pathSeparator + "lib/*",
            "--exports",
            "com.acme.api.*,com.acme.spi");

    assertThat(exitCode).isEqualTo(1);
    assertThat(offline)
        .containsExactly(
            "%s [%s, %s, %s] [com.acme.api.*, com.acme.spi] PLUGIN_FIRST DEFAULT"
                .formatted(
                    directory.resolve("x.zip"),
                    directory.resolve("app.jar"),
                    directory.resolve("lib/a.jar"),
                    directory.resolve("lib/b.jar")));
    assertThat(out()).startsWith("greeter 1.2.0 refused: 1 problem\n");
  }

  @Test
  void offlineVerificationIsToldHowStrictAndInWhichOrder() {
    run("verify", "x", "--host", ".", "--delegation", "workspace-first", "--linkage", "strict");

    assertThat(offline).singleElement().asString().endsWith(" [] WORKSPACE_FIRST STRICT");
    assertThat(run("verify", "x", "--host", ".", "--delegation", "parent-first")).isEqualTo(2);
    assertThat(err()).contains("'parent-first' must be plugin-first or workspace-first");
    assertThat(run("verify", "x", "--host", ".", "--linkage", "loose")).isEqualTo(2);
    assertThat(err()).contains("'loose' must be one of strict, default, off");
    assertThat(run("verify", "x", "--delegation", "plugin-first")).isEqualTo(2);
    assertThat(err()).contains("--delegation goes with --host");
    assertThat(run("verify", "x", "--linkage", "off")).isEqualTo(2);
    for (String option : List.of("--host=.", "--exports=a.b", "--linkage=off", "--html=x.html")) {
      assertThat(run("verify", "--installed", "greeter", option)).as(option).isEqualTo(2);
    }
    assertThat(agent.asked).isEmpty();
  }

  @Test
  void aPageIsWrittenBesideTheReport() throws Exception {
    Files.writeString(directory.resolve("report.html"), "of an earlier run");

    assertThat(run("verify", "x.zip", "--host", ".", "--html", "report.html")).isEqualTo(1);

    assertThat(directory.resolve("report.html"))
        .content()
        .contains("<h1>greeter 1.2.0</h1>", "greeter 1.2.0 refused: 1 problem", MISSING.what());
    assertThat(out()).startsWith("greeter 1.2.0 refused: 1 problem\n");
    assertThat(run("verify", "x.zip", "--host", ".", "--html", "none/report.html")).isEqualTo(2);
    assertThat(err()).contains("--html: cannot write the report", "none");
  }

  @Test
  void aPageIsWrittenOfWhatTheJvmSays() throws Exception {
    agent.answer = () -> report("verify", Outcome.UNCHANGED);

    assertThat(run("verify", "x.zip", "--html", "report.html")).isZero();

    assertThat(directory.resolve("report.html")).content().contains("greeter 1.2.0", "pid ");
  }

  @Test
  void offlineVerificationWithSenselessOptionsIsAUsageError() {
    assertThat(run("verify", "x", "--host", "none.jar")).isEqualTo(2);
    assertThat(err()).contains("none.jar', which does not exist");
    assertThat(run("verify", "x", "--exports", "a.b")).isEqualTo(2);
    assertThat(run("verify", "x", "--host", ".", "--pid", "4711")).isEqualTo(2);
    assertThat(offline).isEmpty();
    assertThat(agent.asked).isEmpty();
  }

  @Test
  void packing() {
    assertThat(run("pack", "greeter")).isZero();
    assertThat(run("pack", "greeter", "--json")).isZero();

    String bundle = directory.resolve("made.zip").toString();
    assertThat(out()).startsWith("packed " + bundle + "\n{");
    assertThat(Json.parse(out().substring(out().indexOf('{')))).containsEntry("bundle", bundle);
  }

  @Test
  void packingToAChosenFile() {
    packing = (from, to) -> to;

    run("pack", "greeter", "-o", "out/g.zip");

    assertThat(out()).isEqualTo("packed " + directory.resolve("out/g.zip") + "\n");
  }

  @Test
  void packingThatIsRefusedOrFails() {
    packing =
        (from, to) -> {
          throw new BundleRefusedException(List.of(MISSING));
        };
    assertThat(run("pack", "greeter")).isEqualTo(1);
    assertThat(out()).contains("refused: 1 problem\n").endsWith("Nothing was written.\n");

    packing =
        (from, to) -> {
          throw new NoSuchFileException(from.toString());
        };
    assertThat(run("pack", "greeter")).isEqualTo(2);
    assertThat(err()).contains(directory.resolve("greeter") + " does not exist");
  }

  @Test
  void theVersion() {
    assertThat(run("version")).isZero();
    assertThat(out()).startsWith("plugin-swap 0.1.0, Java ");
  }

  @Test
  void usageErrorsSuggestTheNearestCommandAndOption() {
    assertThat(run("instal", "x")).isEqualTo(2);
    assertThat(err())
        .isEqualTo(
            "no command 'instal'; did you mean 'install'?\nSee: java -jar plugin-swap.jar help\n");
    err.getBuffer().setLength(0);

    assertThat(run("gc", "--dry-rum")).isEqualTo(2);
    assertThat(err())
        .isEqualTo(
            "no option '--dry-rum'; did you mean '--dry-run'?\n"
                + "See: java -jar plugin-swap.jar help gc\n");
    err.getBuffer().setLength(0);

    assertThat(run("install")).isEqualTo(2);
    assertThat(err()).contains("Missing required parameter: '<source>'").contains("help install");
    assertThat(run("list", "--pid", "greeter")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(out()).isEmpty();
  }

  @Test
  void aFailureOfTheAgentShowsNoStackTraceUnlessAskedFor() {
    agent.answer =
        () -> {
          throw new IllegalStateException("the disk is on fire");
        };

    assertThat(run("install", "x")).isEqualTo(70);
    assertThat(err())
        .isEqualTo(
            "install failed in JVM 4711: the disk is on fire; the log of that JVM has the details\n");

    assertThat(run("install", "x", "--debug")).isEqualTo(70);
    assertThat(err()).contains("\tat ");
  }

  @Test
  void aFaultOfOurOwnIsSaidToBeOne() {
    packing =
        (from, to) -> {
          throw new IllegalStateException("oops");
        };

    assertThat(run("pack", "x", "--json")).isEqualTo(70);
    assertThat(err()).contains("fault of plugin-swap").doesNotContain("\tat ");
    assertThat(Json.parse(out())).containsKey("error");
  }

  @Test
  void aLostConnectionIsNotReachable() {
    packing = null;
    Jvms.Connection broken =
        new Jvms.Connection() {
          @Override
          public javax.management.MBeanServerConnection server() {
            return (javax.management.MBeanServerConnection)
                java.lang.reflect.Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {javax.management.MBeanServerConnection.class},
                    (proxy, method, args) -> {
                      throw new IOException("gone");
                    });
          }

          @Override
          public void close() {}
        };

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> RemoteAgent.await(7, broken, Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(CliException.class, e -> assertThat(e.exitCode()).isEqualTo(5))
        .hasMessageContaining("the connection to JVM 7 was lost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ps",
        "attach",
        "install",
        "verify",
        "list",
        "status",
        "reload",
        "rollback",
        "remove",
        "gc",
        "pack",
        "version"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    assertThat(run("help", command)).isZero();
    String help = out();
    out.getBuffer().setLength(0);
    assertThat(run(command, "--help")).isZero();

    assertThat(help).isEqualTo(out());
    assertThat(help).contains("Example").contains("  java -jar plugin-swap.jar " + command);
    assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(err()).isEmpty();
  }

  @Test
  void theHelpAsAWholeNamesCommandsAndExitCodes() {
    assertThat(run("--help")).isZero();

    assertThat(out()).contains("install", "attach", "rolled back", "--json", "Examples:");
    assertThat(run("help")).isZero();
    assertThat(run("help", "instal")).isEqualTo(2);
    assertThat(err()).startsWith("no command 'instal'; did you mean 'install'?\n");
  }
}
