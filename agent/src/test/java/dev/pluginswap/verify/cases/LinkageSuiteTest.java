package dev.pluginswap.verify.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pluginswap.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The verifier, with both halves, against the oracle of the JVM that builds: every break is refused
 * with the error that the JVM throws, and no control is refused. Writes what each half finds to
 * {@code target/linkage-suite-<Java version>.md}, and, when the oracle is regenerated, into {@code
 * docs/verification.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkageSuiteTest {

  private final int feature = Runtime.version().feature();
  private final Map<LinkageCase, Judgement> together = new LinkedHashMap<>();
  private final Map<LinkageCase, Judgement> statics = new LinkedHashMap<>();
  private final Map<LinkageCase, Judgement> probed = new LinkedHashMap<>();
  private final List<String> crashes = new ArrayList<>();

  @BeforeAll
  void verifyEveryCase() throws IOException {
    assumeTrue(Oracle.covers(feature), "no oracle for Java " + feature);
    Map<String, String> oracle = Oracle.checkedIn(feature);
    CompiledCase.all()
        .forEach(
            (one, compiled) -> {
              String expected = one.policy() != null ? one.policy() : oracle.get(one.name());
              assertThat(expected).as("the oracle's row of %s", one).isNotNull();
              try {
                Verifier.Findings findings = Verifier.check(one, compiled);
                together.put(one, new Judgement(expected, findings.together()));
                statics.put(one, new Judgement(expected, findings.statics()));
                probed.put(one, new Judgement(expected, findings.probed()));
              } catch (Exception | StackOverflowError e) {
                crashes.add(one + ": " + e);
              }
            });
    Path table =
        Files.writeString(
            ForkedJvm.moduleDirectory().resolve("target/linkage-suite-" + feature + ".md"),
            summary() + "\n\n" + table());
    System.out.println(summary() + "; " + table);
  }

  @Test
  void theSuiteIsAsLargeAsItIsSaidToBe() {
    assertThat(together.size() + crashes.size()).isGreaterThanOrEqualTo(150);
    assertThat(count(together, judgement -> !judgement.isBreak())).isGreaterThanOrEqualTo(40);
  }

  @Test
  void noCaseBreaksTheVerifier() {
    assertThat(crashes).isEmpty();
  }

  @Test
  void everyBreakIsRefusedWithTheErrorThatTheJvmThrows() {
    assertThat(wrong(Judgement::isBreak)).isEmpty();
  }

  @Test
  void noControlIsRefused() {
    assertThat(wrong(judgement -> !judgement.isBreak())).isEmpty();
  }

  @Test
  void neitherHalfAloneRefusesAControl() {
    List<Map<LinkageCase, Judgement>> halves = List.of(statics, probed);
    assertThat(
            halves.stream()
                .flatMap(half -> half.entrySet().stream())
                .filter(each -> !each.getValue().isBreak() && each.getValue().isRefused())
                .map(each -> each.getKey() + ": " + each.getValue()))
        .isEmpty();
  }

  @Test
  void theDocumentShowsWhatTheSuiteFinds() throws IOException {
    Path document = ForkedJvm.moduleDirectory().resolve("../docs/verification.md");
    String text = Files.readString(document);
    String begin = "<!-- suite %d: begin -->\n".formatted(feature);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("<!-- suite %d: end -->".formatted(feature));
    assertThat(to).as("the place of the table for Java " + feature).isGreaterThanOrEqualTo(from);
    String shown = table();
    if (System.getProperty(Oracle.REGENERATE) != null) {
      Files.writeString(document, text.substring(0, from) + shown + text.substring(to));
    } else {
      assertThat(text.substring(from, to)).isEqualTo(shown);
    }
  }

  private List<String> wrong(Function<Judgement, Boolean> which) {
    return together.entrySet().stream()
        .filter(each -> which.apply(each.getValue()) && !each.getValue().isRight())
        .map(each -> each.getKey() + ": " + each.getValue())
        .toList();
  }

  private static long count(
      Map<LinkageCase, Judgement> judgements, Function<Judgement, Boolean> which) {
    return judgements.values().stream().filter(which::apply).count();
  }

  private String summary() {
    long breaks = count(together, Judgement::isBreak);
    return "cases: %d, breaks: %d, controls: %d, refused: %d, wrong: %d"
        .formatted(
            together.size() + crashes.size(),
            breaks,
            together.size() - breaks,
            count(together, judgement -> judgement.isBreak() && judgement.isRefused()),
            count(together, judgement -> !judgement.isRight()) + crashes.size());
  }

  /** In Markdown, a row for each group of cases. */
  private String table() {
    Map<String, long[]> rows = new TreeMap<>();
    together.forEach(
        (one, judgement) -> {
          for (String group : List.of(one.group(), "~all")) {
            long[] row = rows.computeIfAbsent(group, name -> new long[5]);
            row[judgement.isBreak() ? 0 : 1]++;
            if (judgement.isBreak()) {
              row[2] += statics.get(one).isRight() ? 1 : 0;
              row[3] += probed.get(one).isRight() ? 1 : 0;
              row[4] += judgement.isRight() ? 1 : 0;
            }
          }
        });
    StringBuilder table =
        new StringBuilder(
            """
            | cases | controls | breaks | found by the static half | by the probe | by both together |
            |---|---|---|---|---|---|
            """);
    rows.forEach(
        (group, row) ->
            table.append(
                "| %s | %d | %d | %d | %d | %d |\n"
                    .formatted(group.replace("~", ""), row[1], row[0], row[2], row[3], row[4])));
    return table.toString();
  }
}
