package com.acme.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The workspace: a JVM of its own, with the agent in it. */
final class WorkspaceProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(40);
  private static final Pattern UP =
      Pattern.compile("workspace is up: (http://localhost:\\d+)\\s", Pattern.MULTILINE);
  private static final int LOG_TAIL = 30;

  private final Process process;
  private final Path log;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  private WorkspaceProcess(Process process, Path log, URI address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /**
   * Starts the workspace and waits until it answers.
   *
   * @param directory where its plugins and its log go
   * @param callers how many threads in it call the greeter all the time
   * @throws IOException if it does not come up; the message has the end of its log
   */
  static WorkspaceProcess start(Path java, Parts parts, Path directory, int callers)
      throws IOException, InterruptedException {
    Path log = directory.resolve("workspace.log");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-javaagent:%s=plugins=%s,exports=com.acme.api.*;version=2.0"
                    .formatted(parts.agent(), directory.resolve("plugins")),
                "-jar",
                parts.workspace().toString(),
                "0",
                Integer.toString(callers))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() - deadline < 0) {
      Matcher up = UP.matcher(textOf(log));
      if (up.find()) {
        return new WorkspaceProcess(process, log, URI.create(up.group(1)));
      }
      Thread.sleep(20);
    }
    process.destroyForcibly().waitFor();
    throw new IOException("the workspace did not come up; its log ends with\n" + tail(log));
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  HttpRequest request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(20)).build();
  }

  /** Asks for a page once. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path), BodyHandlers.ofString());
  }

  /** What the callers inside the workspace have seen. */
  Properties stats() throws IOException, InterruptedException {
    Properties stats = new Properties();
    stats.load(new StringReader(get("/stats").body()));
    return stats;
  }

  /** The longest call of the callers inside the workspace since this was last asked. */
  Duration lap() throws IOException, InterruptedException {
    return Duration.ofNanos(Long.parseLong(get("/lap").body().strip()) * 1_000);
  }

  String logTail() throws IOException {
    return tail(log);
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = textOf(log).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
  }

  /** Never fails on bytes that are not UTF-8, which a JVM in another locale may write. */
  private static String textOf(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it has been told to end; nothing more can be done
    }
  }
}
