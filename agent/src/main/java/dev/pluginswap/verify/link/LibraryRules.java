package dev.pluginswap.verify.link;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Native libraries that are loaded by a constant name. A missing one is worth a word, not more: who
 * loads one often has a second way.
 */
final class LibraryRules {

  private final Check check;
  private final List<Path> directories;

  LibraryRules(Check check, List<Path> ofPlugin) {
    this.check = check;
    this.directories = new ArrayList<>(ofPlugin);
    for (String property : List.of("java.library.path", "sun.boot.library.path")) {
      for (String directory : System.getProperty(property, "").split(File.pathSeparator, -1)) {
        if (!directory.isEmpty()) {
          directories.add(Path.of(directory));
        }
      }
    }
  }

  void check(PluginClass user, MethodCode code, Use.OfName use) {
    String file = System.mapLibraryName(use.text());
    if (directories.stream().anyMatch(each -> Files.exists(each.resolve(file)))) {
      return;
    }
    check.add(
        new Issue(
            LinkError.UNSATISFIED_LINK,
            use.text(),
            user.model().name(),
            "loads the native library %s, for which there is no %s in the bundle or in java.library.path"
                .formatted(use.text(), file),
            "put it into native/ of the bundle, or nothing if the plugin unpacks it itself",
            new Issue.Moment.Advice(),
            user,
            code,
            use.spot()));
  }
}
