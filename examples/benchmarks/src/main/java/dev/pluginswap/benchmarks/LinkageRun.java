package dev.pluginswap.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.FileEntry;
import dev.pluginswap.bundle.FileList;
import dev.pluginswap.bundle.Manifest;
import dev.pluginswap.runtime.PluginClassLoader;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.verify.CompilerDirective;
import dev.pluginswap.verify.WorkspaceView;
import dev.pluginswap.verify.link.HostClasses;
import dev.pluginswap.verify.link.LinkPolicy;
import dev.pluginswap.verify.link.Linker;
import dev.pluginswap.verify.link.PluginClasses;
import dev.pluginswap.verify.link.ProbeLimits;
import dev.pluginswap.verify.link.StaticLinker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A jar as a plugin, and a workspace that has nothing but the JDK. What is remembered between two
 * checks of a real workspace is remembered here; the first check finds nothing remembered.
 */
@State(Scope.Thread)
public class LinkageRun {

  private static final String NO_ENTRY = "none";

  /** The jar, or {@value Library#BYTE_BUDDY}. */
  @Param(Library.BYTE_BUDDY)
  public String jar = Library.BYTE_BUDDY;

  /**
   * The plugin's entry class, in the jar; {@value #NO_ENTRY}, where the jar is a library. With one,
   * the ways from it to what is missing are followed.
   */
  @Param(NO_ENTRY)
  public String entry = NO_ENTRY;

  private @Nullable Bundle bundle;
  private @Nullable URLClassLoader workspace;
  private @Nullable HostClasses host;
  private @Nullable StaticLinker statics;
  private @Nullable Linker both;
  private int probes;

  /**
   * Puts the jar into a bundle, of which nothing is read, and prepares the JVM as the agent does.
   */
  @Setup
  public void open(Workplace place) throws IOException, BundleRefusedException {
    CompilerDirective.forVerification().give(ManagementFactory.getPlatformMBeanServer());
    open(place.root());
  }

  void open(Path directory) throws IOException, BundleRefusedException {
    Path library = Files.createDirectories(directory.resolve("lib")).resolve("library.jar");
    Files.copy(Library.jar(jar), library);
    byte[] json = "{\"name\": \"library\", \"version\": \"1\"}".getBytes(UTF_8);
    FileList files =
        FileList.of(
            List.of(
                new FileEntry(
                    "lib/library.jar", Files.size(library), Digest.ofBytes(new byte[0]).hex())));
    bundle = Bundle.of(directory, Manifest.parse(json, "plugin.json"), files);
    workspace = new URLClassLoader("workspace", new URL[0], ClassLoader.getPlatformClassLoader());
  }

  /** The static half; returns how much it found. */
  int statics() throws IOException {
    if (statics == null) {
      statics = new StaticLinker(host());
    }
    return statics.check(plugin(), LinkPolicy.DEFAULT).size();
  }

  /** Both halves, as an install asks them; returns how much they found. */
  int both() throws IOException {
    if (both == null) {
      both = new Linker(host(), ProbeLimits.DEFAULTS, System::nanoTime);
    }
    PluginRuntime runtime =
        new PluginRuntime(new RuntimeSettings(Objects.requireNonNull(workspace), List.of()));
    try (PluginClassLoader shadow =
        runtime.loader(Objects.requireNonNull(bundle), "probe " + ++probes)) {
      return both.check(plugin(), LinkPolicy.DEFAULT, shadow).findings().size();
    }
  }

  /** The JDK's own tool for the question which classes are missing; returns what it says. */
  String jdeps() {
    ToolProvider tool =
        ToolProvider.findFirst("jdeps")
            .orElseThrow(() -> new IllegalStateException("no jdeps here: run this with a JDK"));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int status =
        tool.run(
            out,
            out,
            "--missing-deps",
            "--multi-release",
            Integer.toString(Runtime.version().feature()),
            plugin().classPath().get(0).toString());
    if (status != 0) {
      throw new IllegalStateException("jdeps ends with %d: %s".formatted(status, said));
    }
    return said.toString();
  }

  private HostClasses host() {
    if (host == null) {
      host =
          new HostClasses(
              new WorkspaceView(Objects.requireNonNull(workspace), Runtime.version(), List.of()));
    }
    return host;
  }

  private PluginClasses plugin() {
    return new PluginClasses(
        "library",
        "1",
        Objects.requireNonNull(bundle).classPath(),
        List.of(),
        entry.equals(NO_ENTRY) ? Set.of() : Set.of(entry),
        Set.of());
  }

  /** Lets go of the workspace. */
  @TearDown
  public void close() throws IOException {
    Objects.requireNonNull(workspace).close();
  }
}
