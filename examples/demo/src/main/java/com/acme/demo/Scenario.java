package com.acme.demo;

import static com.acme.demo.Step.COMMITTED;
import static com.acme.demo.Step.NONE;
import static com.acme.demo.Step.REFUSED;
import static com.acme.demo.Step.ROLLED_BACK;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The steps of the demo, in order, and all that is to be true on the way. */
final class Scenario {

  /** Threads inside the workspace that call the greeter through its handle. */
  static final int CALLERS = 8;

  private static final int HTTP_CALLERS = 8;
  private static final String OLD_H2 = "2.2.224";
  private static final String NEW_H2 = "2.3.232";

  /** The load warms up for so long before anything is measured. */
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  /** How long the load runs on after each step, before it is read. */
  private static final Duration SETTLE = Duration.ofMillis(500);

  private final Parts parts;
  private final WorkspaceProcess workspace;
  private final CommandLine commands;
  private final Screen screen;
  private final Promises promises = new Promises();

  Scenario(Parts parts, WorkspaceProcess workspace, CommandLine commands, Screen screen) {
    this.parts = parts;
    this.workspace = workspace;
    this.commands = commands;
    this.screen = screen;
  }

  /** Everything that must have been built. */
  static List<Path> needs(Parts parts) {
    return Stream.concat(
            Stream.of(parts.agent(), parts.workspace(), parts.h2(OLD_H2), parts.h2(NEW_H2)),
            Stream.of("1.0.0", "2.0.0", "3.0.0", "4.0.0", "5.0.0").map(parts::greeter))
        .toList();
  }

  /** Plays all steps; answers the promises that were not kept. */
  List<String> play() throws InterruptedException {
    try {
      playAll();
    } catch (IOException e) {
      promises.expect(false, "the demo could not go on: " + e.getMessage());
    }
    return promises.broken();
  }

  private void playAll() throws IOException, InterruptedException {
    screen.title(
        "One workspace (pid %d, Java %s) takes upgrades under load and is never restarted."
            .formatted(workspace.pid(), Runtime.version().feature()));
    screen.header();
    promises.expectEqual("status of /greet without a greeter", 503, status("/greet"));
    play(Step.install(workspace.pid(), parts.h2(OLD_H2), COMMITTED, NONE, OLD_H2));
    play(installGreeter("1.0.0", COMMITTED, "1.0.0"));

    screen.note(
        "From here on %d threads call over HTTP, and %d straight through a handle:"
            .formatted(HTTP_CALLERS, CALLERS));
    try (HttpLoad load = HttpLoad.on(workspace, HTTP_CALLERS)) {
      Thread.sleep(WARM_UP.toMillis());
      playUnderLoad(load);
      load.stop(); // so that no call is counted while it is made
      totals(load);
    }
  }

  private void playUnderLoad(HttpLoad load) throws IOException, InterruptedException {
    startLap(load);
    long pid = workspace.pid();
    Longest calm = play(Step.list(pid, "1.0.0", OLD_H2), load);

    Greeting before = greeting();
    Longest worst = play(installGreeter("2.0.0", COMMITTED, "2.0.0"), load);
    expectTakenOver(before, greeting());

    worst = worst.or(play(installGreeter("3.0.0", REFUSED, "2.0.0"), load));
    worst = worst.or(play(installGreeter("4.0.0", ROLLED_BACK, "2.0.0"), load));
    worst = worst.or(play(installGreeter("5.0.0", ROLLED_BACK, "2.0.0"), load));
    Step newH2 = Step.install(pid, parts.h2(NEW_H2), COMMITTED, "2.0.0", NEW_H2);
    worst = worst.or(play(newH2, load));

    before = greeting();
    worst = worst.or(play(Step.rollback(pid, "greeter", "1.0.0", NEW_H2), load));
    expectTakenOver(before, greeting());

    screen.gap();
    screen.total("longest call", worst + ", while plugins were swapped");
    screen.total("", calm + ", during a command that swaps nothing");
  }

  private Step installGreeter(String version, int exitCode, String servedThen) {
    return Step.install(workspace.pid(), parts.greeter(version), exitCode, servedThen, OLD_H2);
  }

  /** Runs a step before there is any load. */
  private void play(Step step) throws IOException, InterruptedException {
    show(step, commands.run(step.arguments()), "");
  }

  /** Runs a step under load; answers the longest calls that were made meanwhile. */
  private Longest play(Step step, HttpLoad load) throws IOException, InterruptedException {
    startLap(load);
    CommandLine.Result result = commands.run(step.arguments());
    Thread.sleep(SETTLE.toMillis());
    Longest longest = new Longest(workspace.lap(), load.lap());
    show(step, result, Screen.millis(longest.direct()));
    return longest;
  }

  private void startLap(HttpLoad load) throws IOException, InterruptedException {
    workspace.lap();
    load.lap();
  }

  private void show(Step step, CommandLine.Result result, String longest)
      throws IOException, InterruptedException {
    String greeter = status("/greet") == 200 ? greeting().version() : NONE;
    String h2 = h2Version();
    screen.row(step.title(), step.outcome(result.exitCode()), result.took(), greeter, h2, longest);
    if (step.isAverted() || result.exitCode() != step.exitCode()) {
      screen.detail(result.output());
    }
    promises.expectEqual("exit code of " + step.title(), step.exitCode(), result.exitCode());
    promises.expectEqual("greeter after " + step.title(), step.greeter(), greeter);
    promises.expectEqual("h2 after " + step.title(), step.h2(), h2);
  }

  private void expectTakenOver(Greeting before, Greeting after) {
    promises.expectEqual(
        "where greeter %s has its count from".formatted(after.version()),
        before.version(),
        after.takenOverFrom());
    promises.expect(
        after.takenOver() >= before.count(),
        "greeter %s took over %d greetings, but %s had made %d before"
            .formatted(after.version(), after.takenOver(), before.version(), before.count()));
    screen.detail(
        "counts on from %s greetings of %s"
            .formatted(Screen.count(after.takenOver()), after.takenOverFrom()));
  }

  private void totals(HttpLoad load) throws IOException, InterruptedException {
    Properties stats = workspace.stats();
    long direct = number(stats, "direct.made");
    long failed = number(stats, "direct.failed") + number(stats, "requests.failed") + load.failed();
    screen.total(
        "calls made",
        "%s, %s of them over HTTP"
            .formatted(Screen.count(direct + load.made()), Screen.count(load.made())));
    screen.total("calls failed", Screen.count(failed));
    screen.total("versions seen", stats.getProperty("requests.versions", "").replace(",", ", "));
    screen.gap();

    promises.expectEqual("calls failed", 0L, failed);
    promises.expect(load.firstFailure() == null, "over HTTP a call got " + load.firstFailure());
    for (String side : List.of("direct", "requests")) {
      String failure = stats.getProperty(side + ".firstFailure");
      promises.expect(failure == null, "in the workspace a call got " + failure);
    }
    promises.expectEqual(
        "versions that answered a direct call",
        "1.0.0,2.0.0",
        stats.getProperty("direct.versions", ""));
    promises.expectEqual(
        "versions that answered a request",
        "greeter 1.0.0,greeter 2.0.0,h2 %s,h2 %s".formatted(OLD_H2, NEW_H2),
        stats.getProperty("requests.versions", ""));
    promises.expect(direct > 0 && load.made() > 0, "there was no load");
    promises.expect(workspace.isAlive(), "the workspace has ended");
  }

  private static long number(Properties stats, String name) {
    return Long.parseLong(stats.getProperty(name, "-1"));
  }

  private int status(String path) throws IOException, InterruptedException {
    return workspace.get(path).statusCode();
  }

  private Greeting greeting() throws IOException, InterruptedException {
    HttpResponse<String> answer = workspace.get("/greet?name=demo");
    if (answer.statusCode() != 200) {
      throw new IOException(
          "/greet answers %d %s".formatted(answer.statusCode(), answer.body().strip()));
    }
    return Greeting.parse(answer.body());
  }

  private String h2Version() throws IOException, InterruptedException {
    HttpResponse<String> answer = workspace.get("/h2");
    return answer.statusCode() == 200 ? answer.body().strip() : NONE;
  }

  /** The longest call through a handle, and the longest over HTTP. */
  private record Longest(Duration direct, Duration http) {

    Longest or(Longest other) {
      return new Longest(longer(direct, other.direct), longer(http, other.http));
    }

    private static Duration longer(Duration a, Duration b) {
      return a.compareTo(b) >= 0 ? a : b;
    }

    @Override
    public String toString() {
      return "%s through a handle, %s over HTTP"
          .formatted(Screen.millis(direct), Screen.millis(http));
    }
  }
}
