package dev.pluginswap.verify.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.Severity;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A jar that is missing is one problem, however many classes it has. */
final class MissingLibrariesTest {

  private static LinkFinding missing(String target, String user) {
    return finding(
        LinkError.NO_CLASS_DEF_FOUND, target, user, "put the jar of " + target + " there");
  }

  private static LinkFinding finding(LinkError error, String target, String user, String cure) {
    return new LinkFinding(
        error,
        target,
        "greeter uses " + target,
        List.of(Site.ofClass(user)),
        Severity.ERROR,
        false,
        cure,
        Set.of(Half.STATIC));
  }

  private static List<String> united(LinkFinding... findings) {
    return MissingLibraries.united(List.of(findings)).stream().map(LinkFinding::what).toList();
  }

  @Test
  void itsClassesAreCounted() {
    assertThat(
            united(
                missing("org.log.Logger", "A"),
                missing("com.other.Thing", "B"),
                missing("org.log.Marker", "C"),
                missing("org.log.spi.Provider", "D"),
                missing("org.lodge.Room", "E")))
        .containsExactly(
            "greeter uses org.log.Logger; the same goes for 2 other classes of org.log",
            "greeter uses com.other.Thing",
            "greeter uses org.lodge.Room");
  }

  @Test
  void whoNeedsItIsKept() {
    List<LinkFinding> united =
        MissingLibraries.united(
            List.of(
                missing("org.log.Logger", "Z"),
                missing("org.log.Marker", "A"),
                missing("org.log.Level", "Z")));

    assertThat(united)
        .singleElement()
        .satisfies(
            one -> assertThat(one.sites()).extracting(Site::className).containsExactly("Z", "A"));
  }

  @Test
  void twoClassesAreNamedOneByOne() {
    assertThat(united(missing("org.log.Logger", "A"), missing("org.log.Marker", "B")))
        .containsExactly("greeter uses org.log.Logger", "greeter uses org.log.Marker");
  }

  @Test
  void whatTheWorkspaceLacksAndWhatIsLackingOfAClassIsNamedOneByOne() {
    String cure = "upgrade the workspace";
    assertThat(
            united(
                finding(LinkError.NO_CLASS_DEF_FOUND, "com.acme.api.A", "U", cure),
                finding(LinkError.NO_CLASS_DEF_FOUND, "com.acme.api.B", "U", cure),
                finding(LinkError.NO_CLASS_DEF_FOUND, "com.acme.api.C", "U", cure),
                finding(LinkError.NO_SUCH_METHOD, "org.log.X.a()", "U", "mend org.log.X.a()"),
                finding(LinkError.NO_SUCH_METHOD, "org.log.X.b()", "U", "mend org.log.X.b()"),
                finding(LinkError.NO_SUCH_METHOD, "org.log.X.c()", "U", "mend org.log.X.c()")))
        .hasSize(6);
  }
}
