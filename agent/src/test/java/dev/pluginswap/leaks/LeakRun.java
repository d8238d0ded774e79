package dev.pluginswap.leaks;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The host, the plugins of all kinds, and JVMs in which the one takes the others through swaps. */
final class LeakRun {

  private static final Duration BOUND = Duration.ofMinutes(4);
  private static final int AT_A_TIME = 2;
  private static final int KINDS_PER_JVM = 40;
  private static final Pattern KIND =
      Pattern.compile("^kind (\\S+) (alive|collected) (\\S+) (.*?) ?\\|\\| ?(.*)$");
  private static final Pattern BROKEN = Pattern.compile("^(?:broken|failed) (\\S+) (.*)$");

  /** A plugin that is never swapped, and must lose nothing either. */
  private static final String BYSTANDER =
      """
      package by;
      public class Stander implements dev.pluginswap.api.Plugin, host.Keeper {
        static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
        final java.util.List<Object> kept = new java.util.ArrayList<>();
        final Thread hook = new Thread(() -> kept.clear());
        final java.util.logging.Handler handler = new java.util.logging.Handler() {
          @Override public void publish(java.util.logging.LogRecord entry) { }
          @Override public void flush() { }
          @Override public void close() { }
        };
        @Override public void start(dev.pluginswap.api.PluginContext context) throws Exception {
          host.Pools.inPool(() -> LOCAL.set(this));
          java.util.logging.Logger.getLogger("").addHandler(handler);
          Runtime.getRuntime().addShutdownHook(hook);
        }
        @Override public void keep(Object object) { kept.add(object); }
        @Override public boolean intact() throws Exception {
          boolean[] local = {false};
          host.Pools.inPool(() -> local[0] = LOCAL.get() == this);
          boolean hooked = Runtime.getRuntime().removeShutdownHook(hook);
          Runtime.getRuntime().addShutdownHook(hook);
          return local[0] && hooked
              && java.util.List.of(java.util.logging.Logger.getLogger("").getHandlers()).contains(handler);
        }
      }
      """;

  private static final List<String> LIBRARIES =
      List.of(
          "slf4j-api-2.0.18.jar",
          "logback-classic-1.5.18.jar",
          "logback-core-1.5.18.jar",
          "jackson-core-2.18.2.jar",
          "jackson-annotations-2.18.2.jar",
          "jackson-databind-2.18.2.jar",
          "guava-33.4.8-jre.jar",
          "failureaccess-1.0.3.jar",
          "caffeine-3.2.0.jar",
          "micrometer-core-1.15.0.jar",
          "micrometer-commons-1.15.0.jar",
          "micrometer-observation-1.15.0.jar");

  private final Path directory;
  private final Host host;
  private final List<LeakKind> kinds;
  private final Map<String, Path[]> bundles = new TreeMap<>();
  private final Path bystander;

  private LeakRun(Path directory, Host host, List<LeakKind> kinds, Path bystander) {
    this.directory = directory;
    this.host = host;
    this.kinds = kinds;
    this.bystander = bystander;
  }

  /** Compiles everything; nothing runs yet. */
  static LeakRun prepare(Path directory, List<LeakKind> kinds) throws IOException {
    Path[] libraries = LIBRARIES.stream().map(ForkedJvm::library).toArray(Path[]::new);
    Host host = Host.in(directory.resolve("host")).with(ForkedJvm.apiClasses()).with(libraries);
    Path sources = ForkedJvm.moduleDirectory().resolve("src/test/resources/leaks/host");
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        host.source("host." + name, Files.readString(file));
      }
    }
    host.resource("logback.xml", "<configuration><root level=\"WARN\"/></configuration>");
    host.compile();
    Path classes = directory.resolve("host/classes");
    Path[] classPath = Stream.concat(Stream.of(classes), Stream.of(libraries)).toArray(Path[]::new);
    Path bystander =
        TestPlugin.of("bystander", "1.0.0")
            .source("by.Stander", BYSTANDER)
            .entry("by.Stander")
            .provides("host.Keeper", "by.Stander")
            .against(classes)
            .zip(directory.resolve("bystander.zip"));
    LeakRun run = new LeakRun(directory, host, kinds, bystander);
    LeakBundles made = LeakBundles.compile(kinds, directory.resolve("bundles"), classPath);
    for (LeakKind kind : kinds) {
      run.bundles.put(kind.id(), new Path[] {made.write(kind, "1.0.0"), made.write(kind, "2.0.0")});
    }
    return run;
  }

  /** What became of the first generation of a kind. */
  record Outcome(LeakKind kind, boolean collected, String state, String repairs, String holders) {

    /**
     * What is not as expected; empty when all is.
     *
     * @param expected what should have become of it
     */
    Optional<String> complaint(LeakKind.Fate expected) {
      if (expected == LeakKind.Fate.FIXED) {
        return collected && state.equals("COLLECTED")
            ? Optional.empty()
            : Optional.of("%s is not collected: %s".formatted(kind.id(), this));
      }
      if (collected || !state.equals("HELD")) {
        return Optional.of("%s is not held: %s".formatted(kind.id(), this));
      }
      Pattern holder = kind.holder();
      boolean named = holder == null || holder.matcher(holders).find();
      return named && !holders.isEmpty() && !holders.contains("nobody ")
          ? Optional.empty()
          : Optional.of("%s does not name %s: %s".formatted(kind.id(), holder, holders));
    }

    @Override
    public String toString() {
      return "%s, %s, repairs [%s], holders [%s]"
          .formatted(collected ? "collected" : "alive", state, repairs, holders);
    }
  }

  /**
   * All that JVMs have printed of their kinds.
   *
   * @param outcomes one a kind that has come to its end
   * @param broken what of the host, of the live version or of another plugin is not as it was; or
   *     why a kind has not come to its end
   * @param lines everything they have printed
   */
  record Result(List<Outcome> outcomes, List<String> broken, List<String> lines) {}

  /**
   * Runs every kind, in two JVMs at a time.
   *
   * @param options of the agent, behind the plugins directory
   */
  Result run(String mode, String options) throws InterruptedException, ExecutionException {
    Result result =
        new Result(
            Collections.synchronizedList(new ArrayList<>()),
            Collections.synchronizedList(new ArrayList<>()),
            Collections.synchronizedList(new ArrayList<>()));
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Map.Entry<String, List<LeakKind>> jvm : jvms().entrySet()) {
        running.add(
            threads.submit(
                () -> {
                  run(mode, jvm.getKey(), jvm.getValue(), options, result);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    return result;
  }

  /** Kinds by the name of their JVM; those that may share one are a few dozen in each. */
  private Map<String, List<LeakKind>> jvms() {
    Map<String, List<LeakKind>> jvms = new LinkedHashMap<>();
    long shared = kinds.stream().filter(kind -> kind.jvm().equals(LeakKind.SHARED)).count();
    long several = 1 + shared / KINDS_PER_JVM;
    int next = 0;
    for (LeakKind kind : kinds) {
      String jvm = kind.jvm();
      if (jvm.equals(LeakKind.SHARED)) {
        jvm += next++ % several; // not one category each: some take longer than others
      }
      jvms.computeIfAbsent(jvm, any -> new ArrayList<>()).add(kind);
    }
    return jvms;
  }

  private void run(String mode, String jvm, List<LeakKind> its, String options, Result result)
      throws IOException, InterruptedException {
    Path own = Files.createDirectories(directory.resolve(mode + "-" + jvm.replace(' ', '-')));
    StringBuilder list = new StringBuilder();
    for (LeakKind kind : its) {
      Path[] versions = bundles.get(kind.id());
      list.append("%s %s %s%n".formatted(kind.id(), versions[0], versions[1]));
    }
    run(own, Files.writeString(own.resolve("kinds.txt"), list), jvm, options, result);
  }

  private void run(Path own, Path file, String jvm, String options, Result result)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.util.prefs.userRoot=" + own,
                "-Djava.util.prefs.systemRoot=" + own,
                "-javaagent:"
                    + ForkedJvm.agentJar()
                    + "=plugins="
                    + own.resolve("plugins")
                    + ",linkage=off,unloadGc=true"
                    + options));
    if (jvm.equals("security manager")) {
      command.add("-Djava.security.manager=allow");
    }
    command.addAll(List.of("-cp", host.path(), "host.Main", file.toString(), bystander.toString()));
    try (ForkedJvm forked = ForkedJvm.java(own, command)) {
      int status = forked.exitValue(BOUND);
      List<String> lines = new ArrayList<>(List.of("-- " + jvm + ": " + status));
      lines.addAll(forked.stdout());
      lines.addAll(forked.stderr());
      result.lines().addAll(lines);
      if (status != 0) {
        result.broken().add(jvm + ": the JVM has ended with status " + status);
      }
      forked.stdout().forEach(line -> read(line, result));
    }
  }

  private void read(String line, Result result) {
    Matcher broken = BROKEN.matcher(line);
    if (broken.find()) {
      result.broken().add(broken.group(1) + ": " + broken.group(2));
    }
    Matcher outcome = KIND.matcher(line);
    if (outcome.find()) {
      LeakKind kind =
          kinds.stream().filter(one -> one.id().equals(outcome.group(1))).findFirst().orElseThrow();
      result
          .outcomes()
          .add(
              new Outcome(
                  kind,
                  outcome.group(2).equals("collected"),
                  outcome.group(3),
                  outcome.group(4),
                  outcome.group(5)));
    }
  }
}
