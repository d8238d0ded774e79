package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of a clean plugin, in a JVM that has used nothing yet. */
final class QuietSweepTest {

  /** In the JVM. */
  static final class Application {

    private Application() {}

    /** Sweeps so many times, and prints how long each took, in microseconds. */
    public static void main(String[] arguments) throws Exception {
      Acme plugin = new Acme("v1", Application.class);
      plugin.copy(Application.class);
      for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
        long begin = System.nanoTime();
        for (Repair repair : KnownSweeps.all()) {
          if (repair instanceof Sweep sweep
              && (repair.isDefault() || arguments.length > 1)
              && repair.until() >= Runtime.version().feature()) {
            List<String> done = sweep.sweep(plugin.departed());
            if (!done.isEmpty()) {
              throw new IllegalStateException(done.toString());
            }
          }
        }
        System.out.println((System.nanoTime() - begin) / 1_000);
      }
    }
  }

  /** What a look must not load: it is big, or it configures itself when it is first used. */
  private static final Set<String> UNUSED =
      Set.of(
          "java.util.logging.",
          "java.util.prefs.",
          "java.sql.",
          "java.awt.",
          "java.beans.",
          "java.rmi.",
          "java.lang.management.",
          "javax.management.",
          "javax.imageio.",
          "javax.naming.",
          "jdk.jfr.",
          "sun.rmi.",
          "sun.management.");

  @TempDir private Path scratch;

  @Test
  void doesNotLoadWhatNobodyHasUsed() throws Exception {
    Path log = scratch.resolve("classes");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Xlog:class+load:file=" + log + ":none",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                "1"));
    Process jvm =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("out").toFile())
            .start();
    try {
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      jvm.destroyForcibly();
    }
    assertThat(jvm.exitValue()).as(Files.readString(scratch.resolve("out"))).isZero();
    assertThat(Files.readAllLines(log))
        .anySatisfy(line -> assertThat(line).startsWith(ThreadLocals.class.getName()))
        .noneSatisfy(
            line -> assertThat(UNUSED).anySatisfy(unused -> assertThat(line).startsWith(unused)));
  }
}
