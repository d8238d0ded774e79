package dev.pluginswap.cli;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report as one page that needs nothing else: what is wrong, grouped by what to do about it,
 * errors first. Well-formed XML, so that programs can read it too.
 */
final class HtmlReport {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #d5d9de; --soft: #59636e; --bad: #b3261e;
        --warn: #8a5a00; --good: #1a7f37; --card: #f6f8fa }
      @media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #9198a1;
        --bad: #ff7b72; --warn: #e3b341; --good: #56d364; --card: #1b2027 } }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto;
        padding: 0 1rem; overflow-wrap: anywhere }
      h1 { font-size: 1.5rem; margin: 0 }
      h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
      code { font: .875em/1.5 ui-monospace, monospace }
      .verdict { font-weight: 600; margin: .25rem 0 1rem }
      .good { color: var(--good) } .bad { color: var(--bad) }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 }
      dt { color: var(--soft) } dd { margin: 0 }
      article { background: var(--card); border: 1px solid var(--line);
        border-left: .3rem solid var(--bad); border-radius: .4rem; padding: .75rem 1rem;
        margin: .75rem 0 }
      article.warn { border-left-color: var(--warn) }
      article.info { border-left-color: var(--line) }
      article h3 { font-size: 1rem; margin: 0 0 .5rem }
      ul { margin: 0; padding-left: 1.1rem } li { margin: .35rem 0 }
      .where { color: var(--soft); display: block }
      footer { color: var(--soft); margin: 2.5rem 0 1rem; font-size: .875rem }
      """;

  private final StringBuilder page = new StringBuilder();
  private final InstallReport report;
  private final Map<String, String> facts;

  private HtmlReport(InstallReport report, Map<String, String> facts) {
    this.report = report;
    this.facts = facts;
  }

  /**
   * The page.
   *
   * @param facts what was asked of whom, by name, in order
   */
  static String of(InstallReport report, Map<String, String> facts) {
    return new HtmlReport(report, facts).write();
  }

  private String write() {
    String headline = ReportText.headline(report);
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    element("title", "", headline);
    page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    element("h1", "", ReportText.what(report));
    element("p", report.isSuccess() ? "verdict good" : "verdict bad", headline);
    page.append("<dl>\n");
    facts.forEach(this::fact);
    if (report.digest() != null) {
      fact("digest", report.digest());
    }
    page.append("</dl>\n");
    section("What is wrong", Severity.ERROR, "error");
    section("What to know", Severity.WARNING, "warn");
    section("Beside that", Severity.INFO, "info");
    element("footer", "", "verified by plugin-swap; nothing was installed");
    return page.append("</body>\n</html>\n").toString();
  }

  private void fact(String name, String value) {
    element("dt", "", name);
    page.append("<dd><code>").append(escaped(value)).append("</code></dd>\n");
  }

  private void section(String title, Severity severity, String style) {
    Map<String, List<Problem>> byCure = new LinkedHashMap<>();
    for (Problem problem : report.problems()) {
      if (problem.severity() == severity) {
        byCure.computeIfAbsent(problem.cure(), any -> new ArrayList<>()).add(problem);
      }
    }
    if (byCure.isEmpty()) {
      return;
    }
    element("h2", "", title);
    byCure.forEach((cure, problems) -> group(cure, problems, style));
  }

  private void group(String cure, List<Problem> problems, String style) {
    page.append("<article class=\"").append(style).append("\">\n");
    element("h3", "", cure.isEmpty() ? "nothing to do" : cure);
    page.append("<ul>\n");
    for (Problem problem : problems) {
      page.append("<li>").append(escaped(problem.what()));
      String where = problem.where().isEmpty() ? "" : " at " + problem.where();
      page.append("<span class=\"where\"><code>")
          .append(escaped(problem.code() + where))
          .append("</code></span></li>\n");
    }
    page.append("</ul>\n</article>\n");
  }

  private void element(String name, String style, String text) {
    page.append('<').append(name);
    if (!style.isEmpty()) {
      page.append(" class=\"").append(style).append('"');
    }
    page.append('>').append(escaped(text)).append("</").append(name).append(">\n");
  }

  /** Text for an element: what XML must not have at all becomes a replacement character. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                default -> out.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
              }
            });
    return out.toString();
  }

  /** Of XML, and no bidirectional control that would let a name lie about its neighbours. */
  private static boolean isAllowed(int c) {
    boolean bidi =
        c == 0x61C
            || (c >= 0x200E && c <= 0x200F)
            || (c >= 0x202A && c <= 0x202E)
            || (c >= 0x2066 && c <= 0x2069);
    return !bidi
        && (c == '\t'
            || c == '\n'
            || (c >= 0x20 && c < 0x7F)
            || (c >= 0xA0 && c < 0xD800)
            || (c >= 0xE000 && c <= 0xFFFD)
            || c >= 0x10000);
  }
}
