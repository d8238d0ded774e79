package dev.pluginswap.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM of the JDK under test ({@code forked.javaHome}), whose output is read line by line. Closing
 * it ends the whole process tree.
 */
public final class ForkedJvm implements AutoCloseable {

  /** Long enough for a slow machine; a test that waits so long has failed. */
  public static final Duration BOUND = Duration.ofSeconds(60);

  private final Process process;
  private final List<String> command;

  /** What it printed to each stream so far, and both in the order of arrival; guarded by this. */
  private final List<String> stdout = new ArrayList<>();

  private final List<String> stderr = new ArrayList<>();
  private final List<String> all = new ArrayList<>();

  /** Streams that have not ended; guarded by this. */
  private int openStreams = 2;

  private ForkedJvm(List<String> command, Path workingDirectory) throws IOException {
    this.command = command;
    ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
    // So that JDK 17 can name files outside ASCII, and prints UTF-8, wherever the build runs.
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    this.process = builder.start();
    read(process.getInputStream(), stdout);
    read(process.getErrorStream(), stderr);
  }

  /** Starts {@code java} with these arguments. */
  public static ForkedJvm java(Path workingDirectory, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(javaHome().resolve("bin/java").toString());
    command.addAll(arguments);
    return new ForkedJvm(List.copyOf(command), workingDirectory);
  }

  /** Starts {@code java} with these arguments. */
  public static ForkedJvm java(Path workingDirectory, String... arguments) throws IOException {
    return java(workingDirectory, List.of(arguments));
  }

  /** The JDK under test. */
  public static Path javaHome() {
    return Path.of(System.getProperty("forked.javaHome", System.getProperty("java.home")));
  }

  /** Whether this JVM, which runs the tests, is of the JDK under test. */
  public static boolean isOfThisJdk() throws IOException {
    return Files.isSameFile(Path.of(System.getProperty("java.home")), javaHome());
  }

  /** The feature release of the JDK under test, as its {@code release} file states it. */
  public static int release() throws IOException {
    Properties release = new Properties();
    try (Reader file = Files.newBufferedReader(javaHome().resolve("release"))) {
      release.load(file);
    }
    String version = release.getProperty("JAVA_VERSION").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }

  /** The directory of this Maven module. */
  public static Path moduleDirectory() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  /** The agent's jar, as the build has packed it. */
  public static Path agentJar() {
    Path jar = moduleDirectory().resolve("target/plugin-swap.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing; mvn -DskipTests package makes it");
    }
    return jar;
  }

  /** The compiled API as a module, for hosts on the module path and to compile with. */
  public static Path apiClasses() {
    return moduleDirectory().resolveSibling("runtime-api").resolve("target/classes").normalize();
  }

  /** A jar that the build has copied for test hosts. */
  public static Path library(String fileName) {
    Path jar = moduleDirectory().resolve("target/it-libs").resolve(fileName);
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing; mvn pre-integration-test copies it");
    }
    return jar;
  }

  public long pid() {
    return process.pid();
  }

  /** Writes a line to its standard input. */
  public void send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Ends its standard input. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for a line, on either stream, in which the pattern is found; an earlier one counts. */
  public synchronized Matcher awaitLine(Pattern pattern, Duration bound)
      throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    int next = 0;
    while (true) {
      for (; next < all.size(); next++) {
        Matcher matcher = pattern.matcher(all.get(next));
        if (matcher.find()) {
          return matcher;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (openStreams == 0 || left <= 0) {
        throw new AssertionError("no line with " + pattern + " " + within(bound));
      }
      wait(left);
    }
  }

  /** Waits for a line as above, for {@link #BOUND}. */
  public Matcher awaitLine(String pattern) throws InterruptedException {
    return awaitLine(Pattern.compile(pattern), BOUND);
  }

  /** Waits for its end and all of its output; answers the exit status. */
  public int exitValue(Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running " + within(bound));
    }
    synchronized (this) {
      while (openStreams > 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("its output has not ended " + within(bound));
        }
        wait(left);
      }
    }
    return process.exitValue();
  }

  /** Waits as above, for {@link #BOUND}. */
  public int exitValue() throws InterruptedException {
    return exitValue(BOUND);
  }

  /** The lines it has printed to stdout so far. */
  public synchronized List<String> stdout() {
    return List.copyOf(stdout);
  }

  /** The lines it has printed to stderr so far. */
  public synchronized List<String> stderr() {
    return List.copyOf(stderr);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** The command and everything it has printed: what a failed test has to show. */
  @Override
  public synchronized String toString() {
    return String.join(" ", command) + "\n  " + String.join("\n  ", all);
  }

  private String within(Duration bound) {
    return "within " + bound.toSeconds() + " s of " + this;
  }

  private void read(InputStream stream, List<String> lines) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  synchronized (this) {
                    lines.add(line);
                    all.add(line);
                    notifyAll();
                  }
                }
              } catch (IOException e) {
                if (process.isAlive()) { // else it was ended by close(), in the middle of a line
                  throw new UncheckedIOException(e);
                }
              } finally {
                synchronized (this) {
                  openStreams--;
                  notifyAll();
                }
              }
            },
            "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }
}
