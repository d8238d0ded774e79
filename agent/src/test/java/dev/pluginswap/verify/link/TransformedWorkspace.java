package dev.pluginswap.verify.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.runtime.PluginClassLoader;
import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.testing.RecordingLoader;
import dev.pluginswap.verify.Export;
import dev.pluginswap.verify.LoadedClasses;
import dev.pluginswap.verify.WorkspaceView;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run by {@link HostClassesTest} in a JVM with another agent, in which the tests transform. */
class TransformedWorkspace {

  private static final String NOW =
      "package com.acme.api; public class Clock { public static long now() { return 1; } }";
  private static final String THEN =
      "package com.acme.api; public class Clock { public static long then() { return 1; } }";
  private static final String MAIN =
      "package plugin; public class Main { long go() { return com.acme.api.Clock.now(); } }";

  @TempDir Path directory;

  private final Instrumentation instrumentation =
      (Instrumentation) System.getProperties().get("test.instrumentation");

  /** Renames a method of every class of that name that is loaded meanwhile. */
  private record Renaming(String from, String to) implements ClassFileTransformer {
    @Override
    public byte[] transform(
        ClassLoader loader,
        String name,
        Class<?> redefined,
        ProtectionDomain domain,
        byte[] classFile) {
      if (!"com/acme/api/Clock".equals(name)) {
        return null;
      }
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(classFile)
          .accept(
              new ClassVisitor(Opcodes.ASM9, writer) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String method, String descriptor, String s, String[] thrown) {
                  return super.visitMethod(
                      access, method.equals(from) ? to : method, descriptor, s, thrown);
                }
              },
              0);
      return writer.toByteArray();
    }
  }

  private ProbeBench bench(String inTheJar) throws Exception {
    return ProbeBench.broken(
        directory,
        Map.of("com.acme.api.Clock", NOW),
        Map.of("com.acme.api.Clock", inTheJar),
        Map.of("plugin.Main", MAIN));
  }

  private static HostClasses host(ProbeBench bench, LoadedClasses loaded) {
    return new HostClasses(
        new WorkspaceView(
            bench.workspace(),
            Runtime.version(),
            List.of(new Export("com.acme.api.*", null)),
            loaded));
  }

  private static List<LinkFinding> together(ProbeBench bench, LoadedClasses loaded)
      throws Exception {
    try (PluginClassLoader shadow = bench.loader("p?probe")) {
      return new Linker(host(bench, loaded), ProbeLimits.DEFAULTS, System::nanoTime)
          .check(bench.plugin(), LinkPolicy.DEFAULT, shadow)
          .findings();
    }
  }

  @Test
  void aMemberThatAnAgentHasAddedIsThere() throws Exception {
    Renaming renaming = new Renaming("then", "now");
    instrumentation.addTransformer(renaming);
    try (ProbeBench bench = bench(THEN)) {
      assertThat(
              new StaticLinker(host(bench, LoadedClasses.UNKNOWN))
                  .check(bench.plugin(), LinkPolicy.DEFAULT))
          .as("what the jar says")
          .extracting(LinkFinding::error)
          .containsExactly(LinkError.NO_SUCH_METHOD);
      assertThat(together(bench, instrumentation::getInitiatedClasses)).isEmpty();
    } finally {
      instrumentation.removeTransformer(renaming);
    }
  }

  @Test
  void aMemberThatAnAgentHasTakenAwayIsMissed() throws Exception {
    Renaming renaming = new Renaming("now", "then");
    instrumentation.addTransformer(renaming);
    try (ProbeBench bench = bench(NOW)) {
      bench.workspace().loadClass("com.acme.api.Clock"); // long before the install
      assertThat(
              new StaticLinker(host(bench, instrumentation::getInitiatedClasses))
                  .check(bench.plugin(), LinkPolicy.DEFAULT))
          .extracting(LinkFinding::target)
          .containsExactly("com.acme.api.Clock.now()");
    } finally {
      instrumentation.removeTransformer(renaming);
    }
  }

  @Test
  void whatIsRememberedGoesBeforeMemoryRunsOut() throws Exception {
    Path jar =
        PluginJars.write(
            directory.resolve("host.jar"), PluginJars.compile(Map.of("com.acme.api.Clock", NOW)));
    try (ProbeBench bench = bench(NOW);
        RecordingLoader workspace = new RecordingLoader("host", jar)) {
      Predicate<String> isClock = "com/acme/api/Clock.class"::equals;
      StaticLinker linker =
          new StaticLinker(
              new HostClasses(new WorkspaceView(workspace, Runtime.version(), List.of())));
      assertThat(linker.check(bench.plugin(), LinkPolicy.DEFAULT)).isEmpty();
      assertThat(linker.check(bench.plugin(), LinkPolicy.DEFAULT)).isEmpty();
      assertThat(workspace.read()).filteredOn(isClock).hasSize(1);

      assertThat(fillMemory()).isPositive();

      assertThat(linker.check(bench.plugin(), LinkPolicy.DEFAULT)).isEmpty();
      assertThat(workspace.read()).filteredOn(isClock).hasSize(2);
    }
  }

  /** All soft references are cleared before an OutOfMemoryError is thrown. */
  private static int fillMemory() {
    List<byte[]> ballast = new ArrayList<>();
    try {
      while (true) {
        ballast.add(new byte[1 << 20]);
      }
    } catch (OutOfMemoryError e) {
      return ballast.size();
    }
  }
}
