package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.api.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * A plugin for PF4J that is a directory, a zip or a tar.gz: {@code classes/} and {@code lib/*.jar},
 * as a bundle has them, but no {@code plugin.json}.
 */
final class Pf4jShape {

  private Pf4jShape() {}

  /** Whether a zip is one, and not a jar: its code lies where a bundle has it, and nowhere else. */
  static boolean isUnpackedAs(ZipShape zip) throws IOException, BundleRefusedException {
    List<String> names = zip.entries().stream().map(ZipArchiveEntry::getName).toList();
    if (names.stream().noneMatch(Pf4jShape::isCode)
        || names.stream().anyMatch(name -> name.endsWith(".class") && !isCode(name))) {
      return false;
    }
    for (String place : Pf4jKeys.PLACES) {
      if (JarShape.bytes(zip, place).flatMap(it -> Pf4jKeys.read(place, it)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCode(String name) {
    return name.startsWith("classes/") || (name.startsWith("lib/") && name.endsWith(".jar"));
  }

  /**
   * Takes in the {@code plugin.json} that the bundle lacks, if it is a plugin for PF4J.
   *
   * @return what is worth knowing about it
   */
  static List<Problem> complete(Intake intake) throws IOException, BundleRefusedException {
    for (String place : Pf4jKeys.PLACES) {
      Optional<Pf4jKeys> keys =
          intake.kept(place).flatMap(content -> Pf4jKeys.read(place, content));
      if (keys.isPresent()) {
        InputStream json =
            new ByteArrayInputStream(keys.get().manifest(place).toJson().getBytes(UTF_8));
        intake.file(Manifest.FILE_NAME, json::read);
        return keys.get().notes(place);
      }
    }
    return List.of();
  }
}
