package dev.pluginswap.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One plugins directory whose JVMs are killed, one after the other, while they install a plugin
 * over and over: bundle A, B, A, B …, each time with a serial number among its files, so that every
 * version is new. Each JVM has to come up with the version that was acknowledged last, or with the
 * one that was in flight after it; then it is the next victim.
 */
final class KillLane {

  private static final String PLUGIN = "greeter";
  private static final String SERIAL = "data/serial.txt";

  /** One kill in so many hits a JVM on its way up. */
  private static final int EARLY = 5;

  /** Most of an install is its first half: three kills of six are aimed at what comes then. */
  private static final List<Moment> MOMENTS =
      List.of(
          Moment.ANY,
          Moment.ANY,
          Moment.ANY,
          Moment.PUBLISHED,
          Moment.VIEW_MOVED,
          Moment.RECORD_MOVED);

  /** Nanoseconds, at most, from such a moment to the kill. */
  private static final long SHORTLY = TimeUnit.MILLISECONDS.toNanos(3);

  /** One JVM in so many collects garbage after each install. */
  private static final int COLLECTING = 4;

  static final String HOST =
      """
      package host;
      import dev.pluginswap.api.InstallReport;
      import dev.pluginswap.api.Outcome;
      import dev.pluginswap.api.PluginStatus;
      import dev.pluginswap.api.PluginSwap;
      import dev.pluginswap.testing.Greeter;
      import java.io.BufferedReader;
      import java.io.InputStreamReader;
      import java.lang.management.ManagementFactory;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.List;
      import javax.management.MBeanServer;
      import javax.management.ObjectName;
      public class Main {
        public static void main(String[] args) throws Exception {
          PluginSwap agent = PluginSwap.current();
          List<PluginStatus> plugins = agent.plugins();
          for (PluginStatus status : plugins) {
            System.out.println("up: " + status.state() + " " + status.live().digest() + " generation "
                + status.generation() + " is " + agent.service(Greeter.class).greet("it") + ".");
          }
          if (plugins.isEmpty()) {
            System.out.println("up: nothing.");
          }
          String[] go = new BufferedReader(new InputStreamReader(System.in)).readLine().split(" ");
          boolean collect = go[1].equals("collect");
          for (long serial = Long.parseLong(go[0]); ; serial++) {
            Path bundle = Path.of(args[(int) (serial % 2)]);
            Files.writeString(bundle.resolve("data/serial.txt"), Long.toString(serial));
            System.out.println("installing " + serial + ".");
            long started = System.nanoTime();
            InstallReport report = agent.install(
                dev.pluginswap.api.InstallRequest.of(bundle.toString()).withAllowDowngrade(true));
            long micros = (System.nanoTime() - started) / 1_000;
            if (report.outcome() == Outcome.COMMITTED) {
              System.out.println("committed " + serial + " " + report.digest() + " generation "
                  + report.generation() + " in " + micros + " us.");
            } else {
              System.out.println("WRONG " + report);
            }
            if (collect) {
              MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
              ObjectName name = new ObjectName("dev.pluginswap:type=PluginSwap");
              while (!beans.isRegistered(name)) {
                Thread.sleep(1);
              }
              beans.invoke(name, "gc", null, null);
            }
          }
        }
      }
      """;

  private static final Pattern UP =
      Pattern.compile(
          "^up: (?:nothing|(\\w+) (\\p{XDigit}{64}) generation (\\d+) is ([AB]) (\\d+) it)\\.$");

  private static final Pattern COMMITTED =
      Pattern.compile("^committed (\\d+) (\\p{XDigit}{64}) generation (\\d+) in (\\d+) us\\.$");

  private static final Pattern INSTALLING = Pattern.compile("^installing (\\d+)\\.$");

  private final Host host;
  private final Path directory;
  private final OnDisk disk;
  private final Random random;
  private final KillCount count;
  private final List<Path> bundles;

  /** The files of A and of B, without the serial number. */
  private final List<Map<String, byte[]>> contents;

  /** What was seen live or acknowledged: digest by serial number. */
  private final Map<Long, String> digests = new HashMap<>();

  /** The serial number of the version that must be live; 0 for none. */
  private long acknowledged;

  /** That of one that may be live instead; 0 for none. */
  private long inFlight;

  /** The generation that must be live at least. */
  private long generation;

  /** The serial number to go on with. */
  private long next = 1;

  /** How long a JVM takes to come up, in nanoseconds: what the last one took. */
  private long startNanos = TimeUnit.MILLISECONDS.toNanos(500);

  /** How long an install takes, in nanoseconds: what the last one took. */
  private long installNanos = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * @param directory for the plugins directory and the bundles; empty
   * @param random decides when to kill
   */
  KillLane(Path directory, Host host, Random random, KillCount count) {
    this.directory = directory;
    this.host = host;
    this.random = random;
    this.count = count;
    this.disk = new OnDisk(directory.resolve("plugins"), PLUGIN);
    this.bundles = List.of(bundle("B"), bundle("A")); // by serial number modulo 2
    this.contents = bundles.stream().map(OnDisk::filesBelow).toList();
  }

  private Path bundle(String letter) {
    TestPlugin plugin =
        TestPlugin.of(PLUGIN, (letter.equals("A") ? 1 : 2) + ".0.0")
            .source(
                "test.Letter",
                "package test; class Letter { static String get() { return \"" + letter + "\"; } }")
            .source(
                "test.Hello",
                """
                package test;
                import dev.pluginswap.api.Plugin;
                import dev.pluginswap.api.PluginContext;
                import java.io.InputStream;
                import java.nio.file.Files;
                import java.nio.file.Path;
                public class Hello implements Plugin, dev.pluginswap.testing.Greeter {
                  private volatile String text;
                  @Override public void start(PluginContext context) throws Exception {
                    String letter = Letter.get();
                    try (InputStream in = Hello.class.getResourceAsStream("/letter.txt")) {
                      check("letter.txt", letter, new String(in.readAllBytes()));
                    }
                    Path data = context.bundleDirectory().resolve("data");
                    for (int i = 0; i < 12; i++) {
                      Path part = data.resolve("part" + i + ".txt");
                      check(part.toString(), letter.repeat(100 * i + 1), Files.readString(part));
                    }
                    text = letter + " " + Files.readString(data.resolve("serial.txt"));
                  }
                  private static void check(String what, String wanted, String found) {
                    if (!wanted.equals(found)) {
                      throw new IllegalStateException(what + " has '" + found + "'");
                    }
                  }
                  @Override public String greet(String name) { return text + " " + name; }
                }
                """)
            .entry("test.Hello")
            .provides(Greeter.class.getName(), "test.Hello")
            .jarFile("letter.txt", letter);
    for (int i = 0; i < 12; i++) {
      plugin.bundleFile("data/part" + i + ".txt", letter.repeat(100 * i + 1).getBytes(UTF_8));
    }
    return plugin.directory(directory.resolve(letter));
  }

  /** Kills so many JVMs, and looks at what each next one comes up with. */
  void run(int kills) throws Exception {
    for (int kill = 1; kill <= kills; kill++) {
      boolean early = random.nextInt(EARLY) == 0;
      long started = System.nanoTime();
      try (ForkedJvm jvm = start()) {
        if (early) {
          LockSupport.parkNanos(random.nextLong(startNanos));
        } else {
          checkUp(jvm, jvm.awaitLine(UP, ForkedJvm.BOUND));
          startNanos = System.nanoTime() - started;
          letItInstall(jvm);
        }
        jvm.close();
        assertThat(jvm.exitValue()).as("%s, which SIGKILL has to end", jvm).isEqualTo(137);
        assertThat(jvm.stdout())
            .as(jvm::toString)
            .allMatch(line -> line.matches("(up: |installing |committed ).*"));
        noteWhatItSaid(jvm);
      }
      count.killed(early, disk.leftovers());
    }
    try (ForkedJvm jvm = start()) {
      checkUp(jvm, jvm.awaitLine(UP, ForkedJvm.BOUND));
    }
  }

  private ForkedJvm start() throws IOException {
    return Workspaces.start(
        directory,
        host,
        disk.plugins() + ",retain=1ms",
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx64m"),
        bundles.get(0).toString(),
        bundles.get(1).toString());
  }

  /** Returns at a random moment of an install, or of what comes after it. */
  private void letItInstall(ForkedJvm jvm) throws Exception {
    boolean collect = random.nextInt(COLLECTING) == 0;
    Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
    long last = next + random.nextInt(2);
    jvm.send(next + (collect ? " collect" : " -"));
    jvm.awaitLine("^installing " + last + "\\.$");
    if (moment == Moment.ANY) {
      LockSupport.parkNanos(random.nextLong(installNanos * 4 / 3));
    } else {
      Object before = moment.seenOn(disk);
      long deadline = System.nanoTime() + ForkedJvm.BOUND.toNanos();
      while (before.equals(moment.seenOn(disk))) {
        assertThat(System.nanoTime()).as("waiting for %s: %s", moment, jvm).isLessThan(deadline);
        LockSupport.parkNanos(50_000);
      }
      LockSupport.parkNanos(random.nextLong(SHORTLY));
    }
  }

  /** What to wait for, on disk, before the kill. */
  private enum Moment {
    ANY,
    PUBLISHED,
    VIEW_MOVED,
    RECORD_MOVED;

    /** Something that is another one when the moment has come. */
    Object seenOn(OnDisk disk) {
      return switch (this) {
        case ANY -> 0;
        case PUBLISHED -> disk.versions();
        case VIEW_MOVED -> disk.view();
        case RECORD_MOVED -> disk.generation();
      };
    }
  }

  private void noteWhatItSaid(ForkedJvm jvm) {
    for (String line : jvm.stdout()) {
      Matcher announced = INSTALLING.matcher(line);
      if (announced.matches()) {
        inFlight = Long.parseLong(announced.group(1));
        next = inFlight + 1;
      }
      Matcher committed = COMMITTED.matcher(line);
      if (committed.matches()) {
        acknowledged = Long.parseLong(committed.group(1));
        assertThat(inFlight).isEqualTo(acknowledged);
        inFlight = 0;
        digests.put(acknowledged, committed.group(2));
        long number = Long.parseLong(committed.group(3));
        assertThat(number).as(jvm::toString).isGreaterThan(generation);
        generation = number;
        installNanos = TimeUnit.MICROSECONDS.toNanos(Long.parseLong(committed.group(4)));
      }
    }
  }

  /** Which version serves, whether it is whole, and whether the disk says the same. */
  private void checkUp(ForkedJvm jvm, Matcher up) throws Exception {
    if (up.group(1) == null) {
      assertThat(acknowledged).as("nothing is live, but this was acknowledged: %s", jvm).isZero();
      assertThat(disk.current()).isEmpty();
    } else {
      String digest = up.group(2);
      long live = Long.parseLong(up.group(5));
      assertThat(up.group(1)).as(jvm::toString).isEqualTo("LIVE");
      assertThat(live)
          .as("the live one, acknowledged %s, in flight %s: %s", acknowledged, inFlight, jvm)
          .isPositive()
          .isIn(acknowledged, inFlight);
      assertThat(up.group(4)).as(jvm::toString).isEqualTo(live % 2 == 0 ? "B" : "A");
      long number = Long.parseLong(up.group(3));
      if (live == acknowledged) {
        assertThat(number).as(jvm::toString).isEqualTo(generation);
      } else {
        assertThat(number).as(jvm::toString).isGreaterThan(generation);
      }
      digests.putIfAbsent(live, digest);
      assertThat(digest).as("the digest of %s: %s", live, jvm).isEqualTo(digests.get(live));
      assertThat(disk.current()).as(jvm::toString).contains(digest);
      assertThat(disk.generation()).as(jvm::toString).isEqualTo(number);
      checkContent(live, digest);
      if (inFlight != 0) {
        count.cameUp(live == inFlight);
      }
      acknowledged = live;
      generation = number;
    }
    inFlight = 0;
    checkPrevious();
    // It may be in the middle of a sweep of its own.
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    Set<OnDisk.Leftover> left = disk.leftovers();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
      left = disk.leftovers();
    }
    assertThat(left).as("left over after a recovery: %s", jvm).isEmpty();
  }

  /** What a rollback would bring back is whole too. */
  private void checkPrevious() {
    Optional<String> previous = disk.previous();
    for (Map.Entry<Long, String> known : digests.entrySet()) {
      if (previous.equals(Optional.of(known.getValue()))) {
        checkContent(known.getKey(), known.getValue());
      }
    }
  }

  private void checkContent(long serial, String digest) {
    Map<String, byte[]> wanted = new TreeMap<>(contents.get((int) (serial % 2)));
    wanted.put(SERIAL, Long.toString(serial).getBytes(UTF_8));
    Map<String, byte[]> found = disk.content(digest);
    assertThat(found.keySet()).as("files of %s", serial).isEqualTo(wanted.keySet());
    wanted.forEach(
        (path, bytes) -> assertThat(found.get(path)).as("%s of %s", path, serial).isEqualTo(bytes));
  }
}
