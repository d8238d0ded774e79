package dev.pluginswap.verify.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.FileEntry;
import dev.pluginswap.bundle.FileList;
import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.PluginJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A case as files: the host that the plugin meets, as a jar, and the plugin, as an unpacked bundle.
 *
 * @param directory holds nothing else
 */
record CompiledCase(Path directory) {

  /** When set, the directory in which another JVM has compiled {@link #all()}. */
  static final String ELSEWHERE = "linkage.cases";

  private static final String BUNDLE = "bundle";
  private static final String PLUGIN_JAR = "lib/plugin.jar";
  private static final String LIBRARY_JAR = "lib/third.jar";

  /** So that {@code import com.acme.api.*} compiles where a case has nothing in there. */
  private static final Map<String, String> ALWAYS =
      Map.of("com.acme.api.Workspace", "package com.acme.api; public final class Workspace {}");

  /** All cases, compiled once in a JVM: it takes a while. */
  static Map<LinkageCase, CompiledCase> all() {
    return All.COMPILED;
  }

  /** Holds {@link #all()}. */
  private static final class All {

    /** One for each JVM that runs tests at the same time. */
    static final Path DIRECTORY =
        ForkedJvm.moduleDirectory()
            .resolve("target/verify-cases-" + System.getProperty("test.fork", "1"));

    static final Map<LinkageCase, CompiledCase> COMPILED =
        System.getProperty(ELSEWHERE) == null
            ? compile()
            : compiledIn(Path.of(System.getProperty(ELSEWHERE)));

    private static Map<LinkageCase, CompiledCase> compiledIn(Path directory) {
      Map<LinkageCase, CompiledCase> compiled = new LinkedHashMap<>();
      CaseText.all()
          .forEach(one -> compiled.put(one, new CompiledCase(directory.resolve(one.name()))));
      return compiled;
    }

    private static Map<LinkageCase, CompiledCase> compile() {
      wipe();
      CaseCompiler compiler = new CaseCompiler();
      Map<LinkageCase, CompiledCase> compiled = new LinkedHashMap<>();
      CaseText.all()
          .forEach(one -> compiled.put(one, CompiledCase.compile(compiler, one, DIRECTORY)));
      return compiled;
    }

    /** What an earlier build has left: cases that are no more. */
    private static void wipe() {
      if (!Files.exists(DIRECTORY)) {
        return;
      }
      try (Stream<Path> files = Files.walk(DIRECTORY)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Where {@link #all()} are. */
  static Path allDirectory() {
    return All.DIRECTORY;
  }

  /** Compiles a case into a directory of its name below {@code parent}. */
  static CompiledCase compile(CaseCompiler compiler, LinkageCase one, Path parent) {
    try {
      return new CompiledCase(
          write(compiler, one, Files.createDirectories(parent.resolve(one.name()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("%s: %s".formatted(one, e.getMessage()), e);
    }
  }

  private static Path write(CaseCompiler compiler, LinkageCase one, Path directory)
      throws IOException {
    Map<String, byte[]> v1 = compiler.compile(withAlways(one.hostV1()));
    Map<String, byte[]> v2 = compiler.compile(withAlways(one.hostV2()));
    PluginJars.write(directory.resolve("host-v2.jar"), edited(one, ClassEdit.Side.V2, v2));
    Path bundle = directory.resolve(BUNDLE);
    Map<String, byte[]> plugin = new TreeMap<>();
    Map<String, byte[]> library = new TreeMap<>();
    edited(one, ClassEdit.Side.PLUGIN, pluginEntries(compiler, one, v1))
        .forEach((path, bytes) -> (path.startsWith("third/") ? library : plugin).put(path, bytes));
    List<FileEntry> files = new ArrayList<>();
    PluginJars.write(bundle.resolve(PLUGIN_JAR), plugin);
    files.add(entry(bundle, PLUGIN_JAR));
    if (!library.isEmpty()) {
      PluginJars.write(bundle.resolve(LIBRARY_JAR), library);
      files.add(entry(bundle, LIBRARY_JAR));
    }
    Files.writeString(bundle.resolve("plugin.json"), manifest(one));
    files.add(entry(bundle, "plugin.json"));
    Files.writeString(bundle.resolve(".manifest"), FileList.of(files).text());
    return directory;
  }

  private static FileEntry entry(Path bundle, String path) throws IOException {
    byte[] content = Files.readAllBytes(bundle.resolve(path));
    return new FileEntry(path, content.length, Digest.ofBytes(content).hex());
  }

  private static Map<String, byte[]> pluginEntries(
      CaseCompiler compiler, LinkageCase one, Map<String, byte[]> v1) {
    Map<String, byte[]> entries = new HashMap<>(compiler.compile(one.plugin(), v1));
    Map<String, byte[]> withBase = new HashMap<>(v1);
    withBase.putAll(entries);
    one.versioned()
        .forEach(
            (java, sources) ->
                compiler
                    .compile(sources, withBase)
                    .forEach(
                        (path, bytes) ->
                            entries.put("META-INF/versions/" + java + "/" + path, bytes)));
    String multiRelease = one.versioned().isEmpty() ? "" : "Multi-Release: true\n";
    entries.put(
        "META-INF/MANIFEST.MF", ("Manifest-Version: 1.0\n" + multiRelease + "\n").getBytes(UTF_8));
    one.resources().forEach((path, text) -> entries.put(path, text.getBytes(UTF_8)));
    return entries;
  }

  private static Map<String, byte[]> edited(
      LinkageCase one, ClassEdit.Side side, Map<String, byte[]> classes) {
    Map<String, byte[]> edited = classes;
    for (ClassEdit edit : one.edits()) {
      if (edit.side() == side) {
        edited = edit.apply(edited);
      }
    }
    return edited;
  }

  private static Map<String, String> withAlways(Map<String, String> sources) {
    Map<String, String> all = new TreeMap<>(ALWAYS);
    all.putAll(sources);
    return all;
  }

  private static String manifest(LinkageCase one) {
    return """
    {"name": "%s", "version": "1.0.0", "services": [%s]}
    """
        .formatted(
            one.name(),
            one.services().stream()
                .map(service -> '"' + service + '"')
                .collect(Collectors.joining(", ")));
  }

  String name() {
    return directory.getFileName().toString();
  }

  /** The host that the plugin meets. */
  Path host() {
    return directory.resolve("host-v2.jar");
  }

  /** The plugin. */
  Bundle bundle() throws IOException, BundleRefusedException {
    return Bundle.open(directory.resolve(BUNDLE));
  }
}
