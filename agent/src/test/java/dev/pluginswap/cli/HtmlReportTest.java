package dev.pluginswap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Severity;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The page says what the report says, and nothing that a bundle would like it to say. */
final class HtmlReportTest {

  private static final Problem CLOCK =
      Problem.error(
          "member-missing", "Greeter.greet", "greeter calls Clock.now()", "upgrade the workspace");

  private static final Problem ZONE =
      Problem.error("member-missing", "Zone", "greeter calls Clock.zone()", CLOCK.cure());

  private static InstallReport report(Outcome outcome, Problem... problems) {
    return new InstallReport(
        "verify", outcome, "greeter", "1.2.0", "ab12", null, 0, null, List.of(), List.of(problems));
  }

  private static Document parsed(InstallReport report, Map<String, String> facts) throws Exception {
    String page = HtmlReport.of(report, facts);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.getBytes(UTF_8)));
  }

  private static List<String> texts(Document page, String element) {
    NodeList found = page.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  @Test
  void whatSharesACureStandsTogetherUnderIt() throws Exception {
    Problem warning = new Problem("optional-code", Severity.WARNING, "", "no servlets", "nothing");

    Document page =
        parsed(report(Outcome.REFUSED, warning, CLOCK, ZONE), Map.of("bundle", "greeter.zip"));

    assertThat(texts(page, "h1")).containsExactly("greeter 1.2.0");
    assertThat(texts(page, "p")).containsExactly("greeter 1.2.0 refused: 2 problems, 1 warning");
    assertThat(texts(page, "h2")).containsExactly("What is wrong", "What to know");
    assertThat(texts(page, "h3")).containsExactly("upgrade the workspace", "nothing");
    assertThat(texts(page, "li"))
        .containsExactly(
            "greeter calls Clock.now()member-missing at Greeter.greet",
            "greeter calls Clock.zone()member-missing at Zone",
            "no servletsoptional-code");
    assertThat(texts(page, "dd")).containsExactly("greeter.zip", "ab12");
  }

  @Test
  void whatCanBeInstalledSaysSo() throws Exception {
    Document page = parsed(report(Outcome.UNCHANGED), Map.of());

    assertThat(texts(page, "p")).containsExactly("greeter 1.2.0 can be installed; 0 ms");
    assertThat(texts(page, "article")).isEmpty();
  }

  @Test
  void namesCannotMarkUpThePage() throws Exception {
    String evil = "</code><script>alert(1)</script>&nbsp;\u0000\u202egnp.exe\u2066\ud800";

    Document page =
        parsed(
            report(Outcome.REFUSED, Problem.error("x", evil, evil, evil)), Map.of("bundle", evil));

    assertThat(texts(page, "script")).isEmpty();
    assertThat(texts(page, "h3"))
        .containsExactly("</code><script>alert(1)</script>&nbsp;\ufffd\ufffdgnp.exe\ufffd\ufffd");
  }

  @Test
  void thePageNeedsNothingElse() {
    assertThat(HtmlReport.of(report(Outcome.REFUSED, CLOCK), Map.of()))
        .doesNotContain("http", "src=", "url(", "@import", "<link", "<script");
  }
}
