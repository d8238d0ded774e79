package dev.pluginswap.verify.link;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Native libraries that are loaded by a constant name, and native methods. A missing library is
 * worth a word, not more: who loads one often has a second way. Native methods in a plugin that
 * loads no library at all have no body.
 */
final class LibraryRules {

  private final Check check;
  private final List<Path> directories;
  private final boolean loadsLibraries;

  /**
   * The rules for a plugin.
   *
   * @param loadsLibraries whether some class of it loads one: only the loader that defines a class
   *     can bring its native methods
   */
  LibraryRules(Check check, List<Path> ofPlugin, boolean loadsLibraries) {
    this.check = check;
    this.directories = new ArrayList<>(ofPlugin);
    this.loadsLibraries = loadsLibraries;
    for (String property : List.of("java.library.path", "sun.boot.library.path")) {
      for (String directory : System.getProperty(property, "").split(File.pathSeparator, -1)) {
        if (!directory.isEmpty()) {
          directories.add(Path.of(directory));
        }
      }
    }
  }

  void check(PluginClass user, MethodCode code, Use.OfMember use) {
    MemberLookup.Found found =
        loadsLibraries || !use.ref().isMethod() ? null : check.resolve(use.ref());
    if (found != null && found.member().isNative() && found.holder().origin().isPlugin()) {
      check.add(
          TypeRules.Request.of(user, code, use.spot(), "calls " + use.ref().display())
              .issue(
                  LinkError.UNSATISFIED_LINK,
                  use.ref().display(),
                  use.ref().owner(),
                  ", a native method, but loads no native library",
                  "load the library that has it in a static initialiser of "
                      + Names.binary(use.ref().owner())));
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
