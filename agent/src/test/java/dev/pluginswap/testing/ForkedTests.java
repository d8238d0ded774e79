package dev.pluginswap.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the tests of a class in a JVM of the JDK under test: for what each JVM does its own way. */
public final class ForkedTests {

  private static final Duration BOUND = Duration.ofMinutes(5);

  private ForkedTests() {}

  /**
   * Runs all tests of a class.
   *
   * @param options for the JVM, such as system properties
   * @throws AssertionError if one of them fails or is left out, or if there is none
   */
  public static void run(Class<?> tests, String... options)
      throws IOException, InterruptedException {
    Path module = ForkedJvm.moduleDirectory();
    Path classPath = Files.createTempFile("classpath", ".args");
    try {
      List<String> arguments = new ArrayList<>(List.of(options));
      arguments.add("-Dbasedir=" + module);
      arguments.add("@" + Files.writeString(classPath, "-cp \"" + classPath() + "\""));
      arguments.add(ForkedTests.class.getName());
      arguments.add(tests.getName());
      try (ForkedJvm jvm = ForkedJvm.java(module, arguments)) {
        if (jvm.exitValue(BOUND) != 0) {
          throw new AssertionError("not all tests have passed: " + jvm);
        }
      }
    } finally {
      Files.delete(classPath);
    }
  }

  private static String classPath() {
    String own = System.getProperty("java.class.path");
    return System.getProperty("surefire.test.class.path", own).replace("\\", "\\\\");
  }

  /** In the new JVM; its exit status is 0 only when every test has run and passed. */
  public static void main(String[] classes) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(classes).map(DiscoverySelectors::selectClass).toList())
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    summary.printFailuresTo(new PrintWriter(System.err, true, UTF_8), 50);
    long passed = summary.getTestsSucceededCount();
    System.out.println(passed + " of " + summary.getTestsFoundCount() + " tests have passed");
    boolean all = passed > 0 && passed == summary.getTestsFoundCount();
    System.exit(all && summary.getTotalFailureCount() == 0 ? 0 : 1);
  }
}
