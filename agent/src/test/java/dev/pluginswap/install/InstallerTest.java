package dev.pluginswap.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Phase;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.PluginState;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.ServiceUnavailableException;
import dev.pluginswap.api.Subscription;
import dev.pluginswap.api.SwapFigures;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator and an application see of install, verify, reload, rollback, remove and gc. */
final class InstallerTest {

  @TempDir Path directory;

  /** A greeter that counts, hands its count over, and blocks or fails on request. */
  private static TestPlugin counting(String version) {
    return TestPlugin.of("greeter", version)
        .source(
            "test.Counter",
            """
            package test;
            import dev.pluginswap.api.*;
            public class Counter implements Plugin, Stateful, dev.pluginswap.testing.Greeter {
              private int count;
              private String salutation = "";
              public Counter() {}
              @Override public void start(PluginContext context) {
                salutation = context.configuration().getOrDefault("salutation", "hello");
              }
              @Override public byte[] saveState() { return new byte[] {(byte) count}; }
              @Override public void restoreState(byte[] state, String from) { count = state[0]; }
              @Override public String greet(String name) {
                return salutation + " " + name + " " + ++count + " from %s";
              }
            }
            """
                .formatted(version))
        .entry("test.Counter")
        .provides(Greeter.class.getName(), "test.Counter")
        .requires(Greeter.class.getName());
  }

  @Test
  void anInstallReportsWhatItDidAndIsDurable() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      InstallReport report = bench.install(Workbench.greeter("1.0.0"));

      assertThat(report.operation()).isEqualTo("install");
      assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.plugin()).isEqualTo("greeter");
      assertThat(report.version()).isEqualTo("1.0.0");
      assertThat(report.generation()).isEqualTo(1);
      assertThat(report.previous()).isNull();
      assertThat(report.problems()).isEmpty();
      assertThat(report.phases())
          .extracting(Phase::name)
          .containsExactly(
              "recover",
              "fetch",
              "stage",
              "validate",
              "publish",
              "snapshot",
              "switch-directory",
              "switch-loader",
              "commit");
      bench.assertLive("1.0.0");

      InstallReport update = bench.install(Workbench.greeter("1.1.0"));

      assertThat(update.previous().version()).isEqualTo("1.0.0");
      assertThat(update.previous().digest()).isEqualTo(report.digest());
      assertThat(update.generation()).isEqualTo(2);
      assertThat(InstallReport.ofMap(update.toMap()).toMap()).isEqualTo(update.toMap());
      bench.assertLive("1.1.0");
      bench.restart();
      bench.assertLive("1.1.0");
    }
  }

  @Test
  void whatIsLiveAlreadyIsLeftAlone() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      Path bundle = bench.zip(Workbench.greeter("1.0.0"));
      bench.install(bundle);
      Map<String, FileTime> before = files(bench.plugins);

      InstallReport again = bench.install(bundle);

      assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
      assertThat(again.generation()).isEqualTo(1);
      assertThat(files(bench.plugins)).isEqualTo(before);
    }
  }

  @Test
  void installingWhatIsLiveRepairsItsDamagedFiles() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      Path bundle = bench.zip(Workbench.greeter("1.0.0"));
      bench.install(bundle);
      Files.writeString(bench.plugins.resolve("greeter/lib/greeter.jar"), "damaged");

      assertThat(bench.install(bundle).outcome()).isEqualTo(Outcome.COMMITTED);

      bench.assertLive("1.0.0");
    }
  }

  @Test
  void aDryRunTouchesNothing() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      bench.install(Workbench.greeter("1.0.0"));
      Map<String, FileTime> before = files(bench.plugins);

      InstallReport good = verify(bench, Workbench.greeter("2.0.0"));
      InstallReport bad = verify(bench, Workbench.greeter("3.0.0").entry("no.such.Entry"));

      assertThat(good.operation()).isEqualTo("verify");
      assertThat(good.outcome()).isEqualTo(Outcome.UNCHANGED);
      assertThat(good.version()).isEqualTo("2.0.0");
      assertThat(bad.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(files(bench.plugins)).isEqualTo(before);
      bench.assertLive("1.0.0");
    }
  }

  private static InstallReport verify(Workbench bench, TestPlugin plugin) {
    return bench.installer.verify(InstallRequest.of(bench.zip(plugin).toString()));
  }

  @Test
  void stateCrossesAsBytesAndConfigurationIsReadAnew() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      bench.install(counting("1.0.0"));
      assertThat(bench.greeter.greet("Ada")).isEqualTo("hello Ada 1 from 1.0.0");

      Files.writeString(bench.plugins.resolve(".config/greeter.properties"), "salutation=grüezi");
      bench.install(counting("2.0.0"));
      assertThat(bench.greeter.greet("Ada")).isEqualTo("grüezi Ada 2 from 2.0.0");

      InstallReport reload = bench.installer.reload("greeter");
      assertThat(reload.outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(reload.generation()).isEqualTo(3);
      assertThat(bench.greeter.greet("Ada")).isEqualTo("grüezi Ada 3 from 2.0.0");
      assertThat(bench.status().previous().version()).isEqualTo("1.0.0");
    }
  }

  @Test
  void rollbackGoesThereAndBack() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      bench.install(Workbench.greeter("1.0.0"));
      bench.install(Workbench.greeter("2.0.0"));

      InstallReport back = bench.installer.rollback("greeter");
      assertThat(back.outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(back.version()).isEqualTo("1.0.0");
      assertThat(back.previous().version()).isEqualTo("2.0.0");
      bench.assertLive("1.0.0");

      assertThat(bench.installer.rollback("greeter").version()).isEqualTo("2.0.0");
      bench.assertLive("2.0.0");
    }
  }

  @Test
  void rollbackWithNothingToGoBackToIsRefused() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      bench.install(Workbench.greeter("1.0.0"));

      InstallReport report = bench.installer.rollback("greeter");

      assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(report.problems())
          .extracting(Problem::code)
          .containsExactly("no-previous-version");
      bench.assertLive("1.0.0");
    }
  }

  @Test
  void aRemovedPluginIsGoneForCallersAndComesBackByRollback() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      bench.install(Workbench.greeter("1.0.0"));

      InstallReport removed = bench.installer.remove("greeter");
      assertThat(removed.outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(removed.version()).isEqualTo("1.0.0");
      assertThat(removed.generation()).isZero();

      assertThat(bench.status().state()).isEqualTo(PluginState.REMOVED);
      assertThat(bench.plugins.resolve("greeter")).doesNotExist();
      assertThatThrownBy(() -> bench.greeter.greet("Ada"))
          .isInstanceOf(ServiceUnavailableException.class)
          .hasMessageContaining(Greeter.class.getName())
          .hasMessageContaining("greeter");
      bench.restart();
      assertThat(bench.status().state()).isEqualTo(PluginState.REMOVED);
      assertThat(bench.installer.remove("greeter").problems())
          .extracting(Problem::code)
          .containsExactly("not-live");

      assertThat(bench.installer.rollback("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("1.0.0");
    }
  }

  @Test
  void anUnknownPluginIsNamedWithTheKnownOnes() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      bench.install(Workbench.greeter("1.0.0"));

      assertThatThrownBy(() -> bench.installer.reload("greter"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no plugin is called 'greter'; known here: greeter");
    }
  }

  @Test
  void theOldGenerationIsStoppedOnlyWhenItsLastCallHasReturned() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      bench.install(
          TestPlugin.of("greeter", "1.0.0")
              .source(
                  "test.Slow",
                  """
                  package test;
                  import dev.pluginswap.api.*;
                  public class Slow implements Plugin, dev.pluginswap.testing.Greeter {
                    private volatile boolean stopped;
                    public Slow() {}
                    @Override public void stop() { stopped = true; }
                    @Override public String greet(String name) {
                      java.util.concurrent.CountDownLatch[] gates =
                          (java.util.concurrent.CountDownLatch[]) System.getProperties().get("gates");
                      gates[0].countDown();
                      try { gates[1].await(); } catch (InterruptedException e) { return "interrupted"; }
                      return stopped ? "stopped under me" : "in time";
                    }
                  }
                  """)
              .entry("test.Slow")
              .provides(Greeter.class.getName(), "test.Slow"));
      CountDownLatch[] gates = {new CountDownLatch(1), new CountDownLatch(1)};
      System.getProperties().put("gates", gates);
      var caller = Executors.newSingleThreadExecutor();
      try {
        Future<String> call = caller.submit(() -> bench.greeter.greet("Ada"));
        gates[0].await();

        assertThat(bench.install(Workbench.greeter("2.0.0")).outcome())
            .isEqualTo(Outcome.COMMITTED);
        assertThat(bench.greeter.greet("Ada")).isEqualTo("2.0.0: Ada");
        assertThat(bench.status().draining()).containsExactly("greeter@1.0.0#1");

        gates[1].countDown();
        assertThat(call.get()).isEqualTo("in time");
        Workbench.await("drained", () -> bench.status().draining().isEmpty());
      } finally {
        System.getProperties().remove("gates");
        caller.shutdownNow();
      }
    }
  }

  /** Waits inside of its call, and asks in stop how many calls are inside. */
  private static final String STUBBORN =
      """
      package test;
      import dev.pluginswap.api.Plugin;
      import dev.pluginswap.api.PluginContext;
      import java.util.concurrent.CountDownLatch;
      public class Stubborn implements Plugin, dev.pluginswap.testing.Greeter {
        private PluginContext context;
        @Override public void start(PluginContext given) { context = given; }
        @Override public void stop() {
          System.setProperty("stubborn", context.callsInFlight() + " inside");
        }
        @Override public String greet(String name) {
          CountDownLatch[] gates = (CountDownLatch[]) System.getProperties().get("gates");
          gates[0].countDown();
          try { gates[1].await(); } catch (InterruptedException e) { return "interrupted"; }
          return "in time";
        }
      }
      """;

  @Test
  void aCallThatOutlivesTheDrainIsNamedAndStopIsToldAndTheCallCompletes() throws Exception {
    CountDownLatch[] gates = {new CountDownLatch(1), new CountDownLatch(1)};
    System.getProperties().put("gates", gates);
    List<PluginEvent> events = new CopyOnWriteArrayList<>();
    ExecutorService caller = Executors.newSingleThreadExecutor(body -> new Thread(body, "stays"));
    try (Workbench bench = new Workbench(directory);
        Subscription subscription = bench.installer.onEvent(events::add)) {
      bench.install(
          TestPlugin.of("greeter", "1.0.0")
              .source("test.Stubborn", STUBBORN)
              .entry("test.Stubborn")
              .provides(Greeter.class.getName(), "test.Stubborn"));
      Future<String> call = caller.submit(() -> bench.greeter.greet("Ada"));
      gates[0].await();

      Path next = bench.zip(Workbench.greeter("2.0.0"));
      InstallRequest impatient =
          InstallRequest.of(next.toString()).withDrainTimeout(Duration.ofMillis(30));
      assertThat(bench.installer.install(impatient).outcome()).isEqualTo(Outcome.COMMITTED);

      Workbench.await("stopped", () -> System.getProperty("stubborn") != null);
      assertThat(System.getProperty("stubborn")).isEqualTo("1 inside");
      assertThat(events)
          .filteredOn(event -> event.kind() == PluginEvent.Kind.DRAINED)
          .singleElement()
          .extracting(PluginEvent::message)
          .asString()
          .contains("still has calls inside after 30 ms")
          .contains("thread 'stays' is in test.Stubborn.greet(Stubborn.java:");
      assertThat(bench.status().draining()).containsExactly("greeter@1.0.0#1");
      gates[1].countDown();
      assertThat(call.get()).isEqualTo("in time");
      Workbench.await("closed", () -> bench.status().draining().isEmpty());
      SwapFigures figures = bench.status().figures();
      assertThat(figures.swaps()).isEqualTo(1);
      assertThat(figures.callsAtSwap()).isEqualTo(1);
      assertThat(figures.lastDrain()).isBetween(Duration.ofMillis(30), Duration.ofSeconds(30));
      assertThat(figures.longestDrain()).isEqualTo(figures.lastDrain());
      assertThat(figures.longestWait()).isZero();
      assertThat(subscription).isNotNull();
    } finally {
      System.getProperties().remove("gates");
      System.clearProperty("stubborn");
      caller.shutdownNow();
    }
  }

  @Test
  void eventsTellTheStoryInOrder() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      List<PluginEvent> events = new CopyOnWriteArrayList<>();
      try (Subscription subscription = bench.installer.onEvent(events::add)) {
        bench.install(Workbench.greeter("1.0.0"));
        bench.install(Workbench.greeter("2.0.0"));
        bench.install(Workbench.greeter("3.0.0").entry("no.such.Entry"));
        Workbench.await(
            "refused and stopped",
            () ->
                kinds(events)
                    .containsAll(List.of(PluginEvent.Kind.REFUSED, PluginEvent.Kind.STOPPED)));
      }
      assertThat(kinds(events).stream().filter(kind -> kind != PluginEvent.Kind.PROGRESS))
          .containsSubsequence(
              PluginEvent.Kind.SWAPPED, PluginEvent.Kind.SWAPPED, PluginEvent.Kind.REFUSED)
          .containsSubsequence(
              PluginEvent.Kind.SWAPPED, PluginEvent.Kind.DRAINED, PluginEvent.Kind.STOPPED);
      int heard = events.size();
      bench.installer.reload("greeter");
      assertThat(events).hasSize(heard);
    }
  }

  private static List<PluginEvent.Kind> kinds(List<PluginEvent> events) {
    return events.stream().map(PluginEvent::kind).toList();
  }

  @Test
  void aListenerThatThrowsDisturbsNobody() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      List<PluginEvent> events = new CopyOnWriteArrayList<>();
      Subscription bad =
          bench.installer.onEvent(
              event -> {
                throw new StackOverflowError("listener");
              });
      Subscription good = bench.installer.onEvent(events::add);

      assertThat(bench.install(Workbench.greeter("1.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);

      Workbench.await("swapped", () -> kinds(events).contains(PluginEvent.Kind.SWAPPED));
      bad.close();
      good.close();
    }
  }

  @Test
  void oldVersionsAreCollectedButNeverTheLiveOrThePreviousOne() throws Exception {
    InstallSettings impatient =
        new InstallSettings(
            Workbench.SETTINGS.fetchTimeout(),
            Workbench.SETTINGS.startTimeout(),
            Workbench.SETTINGS.drainTimeout(),
            Workbench.SETTINGS.lockTimeout(),
            Duration.ofNanos(1),
            10,
            false,
            Workbench.SETTINGS.limits(),
            Workbench.SETTINGS.linkage(),
            Duration.ZERO,
            10,
            0);
    try (Workbench bench = new Workbench(directory, impatient)) {
      String first = bench.install(Workbench.greeter("1.0.0")).digest();
      bench.install(Workbench.greeter("2.0.0"));
      bench.install(Workbench.greeter("3.0.0"));
      Workbench.await("drained", () -> bench.status().draining().isEmpty());

      GcReport dry = bench.installer.gc(true);
      if (!dry.collected().isEmpty()) { // the sweeper may have been faster
        assertThat(dry.collected()).extracting(GcReport.Collected::digest).containsExactly(first);
      }
      Workbench.await(
          "swept", () -> bench.names(".versions").size() == 2 && bench.names(".staging").isEmpty());

      assertThat(bench.status().previous().version()).isEqualTo("2.0.0");
      bench.assertLive("3.0.0");
      assertThat(bench.installer.rollback("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("2.0.0");
    }
  }

  @Test
  void anInterruptedCallerGetsItsReportAndKeepsItsInterrupt() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      Path bundle = bench.zip(Workbench.greeter("1.0.0"));
      Thread.currentThread().interrupt();

      InstallReport report = bench.install(bundle);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("1.0.0");
    }
  }

  @Test
  void aLiveVersionThatDoesNotStartAnyMoreFallsBackAtStartUp() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      bench.install(Workbench.greeter("1.0.0"));
      bench.install(
          Workbench.greeter("2.0.0")
              .source(
                  "test.Choosy",
                  """
                  package test;
                  public class Choosy implements dev.pluginswap.api.Plugin {
                    public Choosy() {}
                    @Override public void start(dev.pluginswap.api.PluginContext context) {
                      if (context.configuration().containsKey("poison")) {
                        throw new IllegalStateException("poisoned");
                      }
                    }
                  }
                  """)
              .entry("test.Choosy"));
      bench.assertLive("2.0.0");
      Files.writeString(bench.plugins.resolve(".config/greeter.properties"), "poison=yes");

      bench.restart();

      bench.assertLive("1.0.0");
      assertThat(bench.status().problems())
          .extracting(Problem::code)
          .contains("start-failed", "fell-back");
      bench.restart();
      bench.assertLive("1.0.0");
    }
  }

  @Test
  void aDamagedRecordStopsThatPluginAloneAndNothingIsDeleted() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      bench.install(Workbench.greeter("1.0.0"));
      bench.install(
          TestPlugin.greeter("other", "1.0.0", "other").requires(Greeter.class.getName()));
      Path record = bench.plugins.resolve(".state/greeter");
      Files.write(record, Files.readString(record, UTF_8).replace('1', '2').getBytes(UTF_8));
      List<String> versions = bench.names(".versions");

      bench.restart();

      assertThat(bench.status().state()).isEqualTo(PluginState.BROKEN);
      assertThat(bench.status().problems())
          .extracting(Problem::code)
          .containsExactly("record-damaged");
      assertThat(bench.installer.service(Greeter.class, "other").greet("Ada"))
          .isEqualTo("other Ada");
      InstallReport refused = bench.install(Workbench.greeter("2.0.0"));
      assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(refused.problems()).extracting(Problem::code).containsExactly("record-damaged");
      assertThat(bench.names(".versions")).containsAll(versions);

      // The cure that the problem names.
      Files.move(record, directory.resolve("record.damaged"));
      assertThat(bench.install(Workbench.greeter("2.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(bench.greeter.greet("Ada")).isEqualTo("2.0.0: Ada");
      assertThat(bench.status().state()).isEqualTo(PluginState.LIVE);
    }
  }

  @Test
  void pluginsInstallSideBySide() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      var threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<InstallReport>> reports =
            Stream.of("alpha", "beta", "gamma", "delta")
                .map(name -> TestPlugin.greeter(name, "1.0.0", name))
                .map(bench::zip)
                .map(bundle -> threads.submit(() -> bench.install(bundle)))
                .toList();
        for (Future<InstallReport> report : reports) {
          assertThat(report.get().outcome()).isEqualTo(Outcome.COMMITTED);
        }
      } finally {
        threads.shutdownNow();
      }
      assertThat(bench.installer.services(Greeter.class))
          .extracting(greeter -> greeter.greet("Ada"))
          .containsExactly("alpha Ada", "beta Ada", "delta Ada", "gamma Ada");
    }
  }

  @Test
  void aPluginMayInstallItsOwnSuccessorFromInsideACall() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      Path successor = bench.zip(Workbench.greeter("2.0.0"));
      Runnable install = () -> bench.install(successor);
      System.getProperties().put("install", install);
      try {
        bench.install(
            TestPlugin.of("greeter", "1.0.0")
                .source(
                    "test.Upgrader",
                    """
                    package test;
                    public class Upgrader implements dev.pluginswap.testing.Greeter {
                      @Override public String greet(String name) {
                        ((Runnable) System.getProperties().get("install")).run();
                        return "upgraded";
                      }
                    }
                    """)
                .provides(Greeter.class.getName(), "test.Upgrader"));

        assertThat(bench.greeter.greet("Ada")).isEqualTo("upgraded");

        Workbench.await("drained", () -> bench.status().draining().isEmpty());
        bench.assertLive("2.0.0");
      } finally {
        System.getProperties().remove("install");
      }
    }
  }

  /** Every file below the directory, but for the lock, with the time it was last written. */
  private static Map<String, FileTime> files(Path root) throws IOException {
    Map<String, FileTime> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(path).toString(), Files.getLastModifiedTime(path));
      }
    }
    return files;
  }
}
