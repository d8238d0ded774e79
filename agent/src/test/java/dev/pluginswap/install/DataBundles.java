package dev.pluginswap.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.source.FetchRequest;
import dev.pluginswap.source.Fetched;
import dev.pluginswap.source.Source;
import dev.pluginswap.source.Sources;
import dev.pluginswap.store.Audit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bundles of five files without code: what they do to a disk is what any bundle does. They lie in a
 * file system of their own, where nothing fails and nothing is recorded. As a source: {@code
 * greeter A} is version A of greeter.
 */
final class DataBundles implements Source {
  private static final List<String> PLUGINS = List.of("greeter", "other");
  private static final List<String> VERSIONS = List.of("A", "B", "C");
  private static final DataBundles ALL = new DataBundles();

  private final FileSystem shelf = Jimfs.newFileSystem(Configuration.unix());

  private DataBundles() {
    try {
      for (String plugin : PLUGINS) {
        for (String version : VERSIONS) {
          for (Map.Entry<String, byte[]> file : content(plugin, version).entrySet()) {
            Path path = directory(plugin + " " + version).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Sources sources() {
    return new Sources(List.of(ALL));
  }

  static Map<String, byte[]> content(String plugin, String version) {
    String json = "{\"name\": \"" + plugin + "\", \"version\": \"" + version + "\"}";
    Map<String, byte[]> files = new TreeMap<>();
    files.put("plugin.json", json.getBytes(UTF_8));
    for (String name : List.of("data/one", "data/two", "data/three", "notes")) {
      files.put(name, (name + " of " + plugin + " " + version).getBytes(UTF_8));
    }
    return files;
  }

  /** The files of every bundle. */
  static List<Map<String, byte[]>> contents() {
    List<Map<String, byte[]>> all = new ArrayList<>();
    PLUGINS.forEach(plugin -> VERSIONS.forEach(version -> all.add(content(plugin, version))));
    return all;
  }

  /** Writes the files of {@code greeter A} and the like where the plugin's view belongs. */
  static void unzip(String bundle, Path plugins) {
    String[] words = bundle.split(" ", 2);
    try {
      for (Map.Entry<String, byte[]> file : content(words[0], words[1]).entrySet()) {
        Path path = plugins.resolve(words[0]).resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Digest digest(String plugin, String version) {
    return Audit.files(content(plugin, version)).digest();
  }

  @Override
  public boolean handles(String source) {
    return true;
  }

  @Override
  public Fetched fetch(FetchRequest request) {
    return new Fetched(directory(request.source()), request.source(), null);
  }

  private Path directory(String source) {
    return shelf.getPath("/bundles", source);
  }
}
