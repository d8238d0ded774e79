package dev.pluginswap.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes the jars of a {@link Subject}: for each kind its own, all with the same class files. */
final class SubjectJars {

  private final int classes;
  private final PartUse use;
  private final SubjectCompiler compiler;

  private SubjectJars(int classes, PartUse use, SubjectCompiler compiler) {
    this.classes = classes;
    this.use = use;
    this.compiler = compiler;
  }

  /**
   * Compiles and packs all versions.
   *
   * @param directory a new one is made there
   * @throws IOException if they cannot be written
   * @throws IllegalStateException if this Java has no compiler
   */
  static Subject make(Path directory, int classes, int versions, PartUse use) throws IOException {
    Subject subject = new Subject(directory, classes, versions);
    SubjectCompiler compiler = new SubjectCompiler(Files.createDirectories(directory));
    new SubjectJars(classes, use, compiler).pack(subject);
    return subject;
  }

  private void pack(Subject subject) throws IOException {
    Map<String, byte[]> parts = compiler.compile("parts", SubjectSources.parts(classes));
    Map<Kind, Map<String, byte[]>> entries = new EnumMap<>(Kind.class);
    for (int version = 1; version <= subject.versions(); version++) {
      Map<String, byte[]> provider =
          compiler.compile("provider-" + version, SubjectSources.provider(version, classes, use));
      for (Kind kind : Kind.values()) {
        Map<String, byte[]> content = new TreeMap<>(parts);
        content.putAll(provider);
        if (!entries.containsKey(kind)) {
          // Needs a provider to compile against, of whichever version.
          entries.put(
              kind, compiler.compile("entry-" + kind.directory(), SubjectSources.entry(kind)));
        }
        content.putAll(entries.get(kind));
        content.putAll(descriptor(kind, version));
        write(subject.jar(kind, version), manifest(kind, version), content);
      }
    }
  }

  /** What tells a kind what is in the jar, beside the jar's manifest. */
  private static Map<String, byte[]> descriptor(Kind kind, int version) {
    return switch (kind) {
      case PLAIN, FELIX -> Map.of();
      case PF4J -> Map.of("META-INF/extensions.idx", line(SubjectSources.PROVIDER));
      case PLUGIN_SWAP ->
          Map.of(
              "META-INF/services/" + Service.class.getName(),
              line(SubjectSources.PROVIDER),
              "META-INF/plugin.json",
              line(
                  """
                  {"name": "%s", "version": "%d.0.0", "entry": "%s"}"""
                      .formatted(Subject.NAME, version, SubjectSources.ENTRY)));
    };
  }

  private static Manifest manifest(Kind kind, int version) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String number = version + ".0.0";
    switch (kind) {
      case PLAIN, PLUGIN_SWAP -> {}
      case PF4J -> {
        attributes.putValue("Plugin-Id", Subject.NAME);
        attributes.putValue("Plugin-Version", number);
        attributes.putValue("Plugin-Class", SubjectSources.ENTRY);
      }
      case FELIX -> {
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", Subject.NAME);
        attributes.putValue("Bundle-Version", number);
        attributes.putValue("Bundle-Activator", SubjectSources.ENTRY);
        attributes.putValue(
            "Import-Package", "org.osgi.framework," + Service.class.getPackageName());
      }
    }
    return manifest;
  }

  private static void write(Path jar, Manifest manifest, Map<String, byte[]> content)
      throws IOException {
    Path parent = jar.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Map.Entry<String, byte[]> entry : content.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(UTF_8);
  }
}
