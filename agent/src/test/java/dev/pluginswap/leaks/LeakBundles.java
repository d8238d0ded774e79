package dev.pluginswap.leaks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.testing.TestPlugin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes two versions of a plugin of each kind: all of them compiled in one go. */
final class LeakBundles {

  private static final String SOURCE =
      """
      package leak.%s;
      import dev.pluginswap.api.Plugin;
      import dev.pluginswap.api.PluginContext;
      import host.*;
      import java.io.*;
      import java.lang.invoke.*;
      import java.lang.management.ManagementFactory;
      import java.lang.ref.*;
      import java.lang.reflect.*;
      import java.net.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      import java.util.concurrent.locks.LockSupport;
      import java.util.function.*;
      import javax.management.*;
      @SuppressWarnings("all")
      public class Leak implements Plugin, Subject {
        long generation;
        PluginContext context;
        @Override public ClassLoader loader() { return getClass().getClassLoader(); }
        @Override public void start(PluginContext context) throws Exception {
          this.context = context;
          generation = context.generation();
          if (%s || context.version().startsWith("1")) leak();
        }
      %s
      }
      """;

  private final Map<String, Map<String, byte[]>> classes = new TreeMap<>();
  private final Path directory;

  private LeakBundles(Path directory) {
    this.directory = directory;
  }

  /** Compiles the plugins of these kinds against the classes of the host and its libraries. */
  static LeakBundles compile(List<LeakKind> kinds, Path directory, Path... classPath) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (LeakKind kind : kinds) {
      sources.put(
          "leak." + packageOf(kind) + ".Leak",
          SOURCE.formatted(packageOf(kind), kind.again(), kind.members()));
    }
    LeakBundles bundles = new LeakBundles(directory);
    PluginJars.compile(sources, classPath)
        .forEach(
            (path, bytes) ->
                bundles
                    .classes
                    .computeIfAbsent(path.split("/", -1)[1], any -> new TreeMap<>())
                    .put(path, bytes));
    return bundles;
  }

  private static String packageOf(LeakKind kind) {
    return "of_" + kind.id().replace('-', '_');
  }

  /** A bundle of that version of the plugin. */
  Path write(LeakKind kind, String version) {
    String type = "leak." + packageOf(kind) + ".Leak";
    TestPlugin plugin =
        TestPlugin.of("leak-" + kind.id(), version)
            .entry(type)
            .provides("host.Subject", type)
            .jarFile("leak/Texts.properties", "greeting=hello\n".getBytes(UTF_8));
    classes.get(packageOf(kind)).forEach(plugin::jarFile);
    return plugin.zip(directory.resolve(kind.id() + "-" + version + ".zip"));
  }
}
