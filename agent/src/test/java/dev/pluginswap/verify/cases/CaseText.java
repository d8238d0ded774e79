package dev.pluginswap.verify.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads cases from text.
 *
 * <pre>
 * === method-removed
 * expect: NoSuchMethodError
 * --- host v1: com.acme.api.Clock
 * public class Clock { public static long now() { return 1; } }
 * --- host v2: com.acme.api.Clock
 * public class Clock { }
 * --- run
 * Clock.now();
 * </pre>
 *
 * <p>Sections are {@code host v1}, {@code host v2}, {@code host} (both), {@code plugin}, {@code
 * plugin 21} (a multi-release entry), {@code resource} (a file of the plugin's jar) and {@code
 * run}: the body of {@code plugin.Main}. Classes of the package {@code third} come in a jar of
 * their own, as a library that the plugin bundles. A source gets its package from the section's
 * name; sources of the plugin import {@code com.acme.api.*}. Other headers: {@code services},
 * {@code policy} and {@code edit} (see {@link ClassEdit}), of which there may be several. Lines
 * that start with {@code #} are comments, outside of sections.
 */
final class CaseText {

  /** The groups: the names of the resource files. */
  static final List<String> GROUPS =
      List.of(
          "methods",
          "classes",
          "fields",
          "indy",
          "loaders",
          "verifier",
          "services",
          "optional",
          "libraries",
          "releases");

  private final String group;
  private final List<LinkageCase> cases = new ArrayList<>();

  private String name;
  private Map<String, String> headers;
  private List<ClassEdit> edits;
  private Map<String, String> hostV1;
  private Map<String, String> hostV2;
  private Map<String, String> plugin;
  private Map<Integer, Map<String, String>> versioned;
  private Map<String, String> resources;

  private String section;
  private final StringBuilder body = new StringBuilder();

  private CaseText(String group) {
    this.group = group;
  }

  /** All cases of all groups. */
  static List<LinkageCase> all() {
    List<LinkageCase> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String group : GROUPS) {
      for (LinkageCase one : parse(group, resource("/verify-cases/" + group + ".txt"))) {
        if (!names.add(one.name())) {
          throw new IllegalArgumentException("two cases are called " + one.name());
        }
        all.add(one);
      }
    }
    return all;
  }

  static List<LinkageCase> parse(String group, String text) {
    CaseText reader = new CaseText(group);
    text.lines().forEach(reader::line);
    reader.endCase();
    return reader.cases;
  }

  static String resource(String path) {
    try (InputStream in = CaseText.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + path);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void line(String line) {
    if (line.startsWith("=== ")) {
      endCase();
      beginCase(line.substring(4).trim());
    } else if (line.startsWith("--- ")) {
      endSection();
      section = line.substring(4).trim();
    } else if (section != null) {
      body.append(line).append('\n');
    } else if (!line.isBlank() && !line.startsWith("#")) {
      header(line);
    }
  }

  private void beginCase(String caseName) {
    name = caseName;
    headers = new LinkedHashMap<>();
    edits = new ArrayList<>();
    hostV1 = new TreeMap<>();
    hostV2 = new TreeMap<>();
    plugin = new TreeMap<>();
    versioned = new TreeMap<>();
    resources = new TreeMap<>();
  }

  private void header(String line) {
    int colon = line.indexOf(':');
    if (name == null || colon < 0) {
      throw new IllegalArgumentException("%s: no header: '%s'".formatted(name, line));
    }
    String key = line.substring(0, colon).trim();
    String value = line.substring(colon + 1).trim();
    switch (key) {
      case "expect", "services", "policy" -> headers.put(key, value);
      case "edit" -> edits.add(ClassEdit.parse(value));
      default -> throw new IllegalArgumentException("%s: no header '%s'".formatted(name, key));
    }
  }

  private void endSection() {
    if (section == null) {
      return;
    }
    String text = body.toString();
    body.setLength(0);
    String kind = section.contains(":") ? section.substring(0, section.indexOf(':')) : section;
    String subject = section.substring(Math.min(section.length(), kind.length() + 1)).trim();
    section = null;
    switch (kind) {
      case "host" -> {
        hostV1.put(subject, hostSource(subject, text));
        hostV2.put(subject, hostSource(subject, text));
      }
      case "host v1" -> hostV1.put(subject, hostSource(subject, text));
      case "host v2" -> hostV2.put(subject, hostSource(subject, text));
      case "plugin" -> plugin.put(subject, pluginSource(subject, text));
      case "run" -> plugin.put(LinkageCase.MAIN, main(text));
      case "resource" -> resources.put(subject, text);
      default -> versionedSection(kind, subject, text);
    }
  }

  private void versionedSection(String kind, String subject, String text) {
    if (!kind.matches("plugin \\d+")) {
      throw new IllegalArgumentException("%s: no section '%s'".formatted(name, kind));
    }
    versioned
        .computeIfAbsent(Integer.valueOf(kind.substring(7)), version -> new TreeMap<>())
        .put(subject, pluginSource(subject, text));
  }

  private void endCase() {
    endSection();
    if (name == null) {
      return;
    }
    if (!plugin.containsKey(LinkageCase.MAIN)) {
      throw new IllegalArgumentException(name + " has neither a section 'run' nor a plugin.Main");
    }
    String services = headers.getOrDefault("services", "");
    cases.add(
        new LinkageCase(
            name,
            group,
            headers.get("expect"),
            headers.get("policy"),
            services.isEmpty() ? List.of() : List.of(services.split(" ")),
            hostV1,
            hostV2,
            plugin,
            versioned,
            resources,
            edits));
    name = null;
  }

  private static String main(String body) {
    return pluginSource(
        LinkageCase.MAIN,
        """
        public class Main implements java.util.concurrent.Callable<Object> {
          @Override public Object call() throws Exception { run(); return null; }
          static void run() throws Exception {
        %s  }
        }
        """
            .formatted(body));
  }

  private static String hostSource(String className, String text) {
    return inPackage(className, "", text);
  }

  private static String pluginSource(String className, String text) {
    return inPackage(className, " import com.acme.api.*; import java.util.*;", text);
  }

  /** On the first line of the text, so that line numbers stay. */
  private static String inPackage(String className, String imports, String text) {
    int dot = className.lastIndexOf('.');
    String statement = dot < 0 ? "" : "package " + className.substring(0, dot) + ";";
    return statement + imports + " " + text;
  }
}
