package dev.pluginswap.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.FileEntry;
import dev.pluginswap.bundle.FileList;
import dev.pluginswap.bundle.Handover;
import dev.pluginswap.bundle.Manifest;
import dev.pluginswap.bundle.PackagePattern;
import dev.pluginswap.bundle.VersionRange;
import dev.pluginswap.bundle.Waiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of a plugin, described by a test: sources, services, resources, manifest. Written as
 * an unpacked bundle, a zip or a plain jar.
 */
public final class TestPlugin {

  private final String name;
  private final String version;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> inJar = new TreeMap<>();
  private final Map<String, byte[]> inBundle = new TreeMap<>();
  private final List<Path> compileAgainst = new ArrayList<>();
  private final List<String> services = new ArrayList<>();
  private final List<String> unload = new ArrayList<>();
  private final Map<String, VersionRange> workspace = new LinkedHashMap<>();
  private final List<Waiver> waivers = new ArrayList<>();
  private Handover handover = Handover.OVERLAP;
  private @Nullable Duration probation;
  private String entry;

  private TestPlugin(String name, String version) {
    this.name = name;
    this.version = version;
  }

  /** A plugin that has nothing yet. */
  public static TestPlugin of(String name, String version) {
    return new TestPlugin(name, version);
  }

  /** The usual one: {@code test.Hello} provides {@link Greeter} and answers the given prefix. */
  public static TestPlugin greeter(String name, String version, String prefix) {
    return of(name, version)
        .source(
            "test.Hello",
            """
            package test;
            public class Hello implements dev.pluginswap.testing.Greeter {
              @Override public String greet(String name) { return "%s " + name; }
            }
            """
                .formatted(prefix))
        .provides(Greeter.class.getName(), "test.Hello");
  }

  /** Adds a class by its binary name. */
  public TestPlugin source(String className, String code) {
    sources.put(className, code);
    return this;
  }

  /** Names the entry class. */
  public TestPlugin entry(String className) {
    entry = className;
    return this;
  }

  /** Writes {@code META-INF/services/<service>} into the jar, one line each. */
  public TestPlugin provides(String service, String... lines) {
    return jarFile("META-INF/services/" + service, String.join("\n", lines) + "\n");
  }

  /** Lists services in the manifest. */
  public TestPlugin requires(String... names) {
    services.addAll(List.of(names));
    return this;
  }

  /** Adds an unload method to the manifest. */
  public TestPlugin unload(String method) {
    unload.add(method);
    return this;
  }

  /** Waives what is missing in packages. */
  public TestPlugin waives(String packages, String reason) {
    waivers.add(new Waiver(new PackagePattern(packages), reason));
    return this;
  }

  /** Requires a version of a workspace API. */
  public TestPlugin workspace(String api, String range) {
    workspace.put(api, VersionRange.parse(range));
    return this;
  }

  /** Says how long the version before stays started. */
  public TestPlugin probation(Duration window) {
    probation = window;
    return this;
  }

  /** Says how it is handed over. */
  public TestPlugin handover(Handover how) {
    handover = how;
    return this;
  }

  /** Adds a file to the plugin's jar. */
  public TestPlugin jarFile(String path, String text) {
    return jarFile(path, text.getBytes(UTF_8));
  }

  /** Adds a file to the plugin's jar. */
  public TestPlugin jarFile(String path, byte[] content) {
    inJar.put(path, content.clone());
    return this;
  }

  /** Adds a file to the bundle, beside the jar. */
  public TestPlugin bundleFile(String path, byte[] content) {
    inBundle.put(path, content.clone());
    return this;
  }

  /** Compiles against a jar or directory too; it is not packed. */
  public TestPlugin against(Path jar) {
    compileAgainst.add(jar);
    return this;
  }

  /** The manifest, as the bundle will have it. */
  public Manifest manifest() {
    return new Manifest(
        name,
        version,
        entry,
        null,
        Map.copyOf(workspace),
        List.copyOf(services),
        handover,
        probation,
        List.copyOf(unload),
        List.copyOf(waivers),
        Map.of());
  }

  /** Writes a plain jar: classes, services, resources; no manifest of ours. */
  public Path jar(Path target) {
    return PluginJars.write(target, jarEntries());
  }

  /** Writes a bundle as a zip. */
  public Path zip(Path target) {
    return PluginJars.write(target, bundleEntries(target.resolveSibling(target + ".lib")));
  }

  /** Writes a bundle as a directory; returns it. */
  public Path directory(Path target) {
    bundleEntries(target.resolveSibling(target.getFileName() + ".lib"))
        .forEach((path, content) -> writeFile(target.resolve(path), content));
    return target;
  }

  /** Writes a bundle as a directory and opens it. */
  public Bundle bundle(Path target) {
    Map<String, byte[]> entries =
        bundleEntries(target.resolveSibling(target.getFileName() + ".lib"));
    List<FileEntry> files = new ArrayList<>();
    entries.forEach(
        (path, content) -> {
          writeFile(target.resolve(path), content);
          files.add(new FileEntry(path, content.length, Digest.ofBytes(content).hex()));
        });
    return Bundle.of(target, manifest(), FileList.of(files));
  }

  private Map<String, byte[]> bundleEntries(Path scratch) {
    Map<String, byte[]> entries = new TreeMap<>(inBundle);
    entries.put("plugin.json", manifest().toJson().getBytes(UTF_8));
    try {
      Path jar = jar(scratch);
      entries.put("lib/" + name + ".jar", Files.readAllBytes(jar));
      Files.delete(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private Map<String, byte[]> jarEntries() {
    Map<String, byte[]> entries = new TreeMap<>(inJar);
    entries.putAll(PluginJars.compile(sources, compileAgainst.toArray(Path[]::new)));
    return entries;
  }

  private static void writeFile(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
