package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.testing.TestPlugin;
import dev.pluginswap.trust.AuditLog;
import dev.pluginswap.trust.TrustSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins, the policy, downgrades, and what the audit log says of it all. */
final class TrustedInstallTest {

  private static final String OTHER = "0".repeat(64);

  @TempDir Path directory;
  private Workbench bench;

  private void open(TrustSettings settings) throws IOException {
    AuditLog log = new AuditLog(directory.resolve("audit"), 1 << 20, 2);
    bench = new Workbench(directory, Workbench.SETTINGS, new Guards(settings, log));
  }

  @AfterEach
  void close() {
    if (bench != null) {
      bench.close();
    }
  }

  private InstallReport install(Path bundle, String pin) {
    return bench.installer.install(InstallRequest.of(bundle.toString()).withSha256(pin));
  }

  private static void assertRefused(InstallReport report, String code, String... words) {
    assertThat(report.outcome()).as(report::toString).isEqualTo(Outcome.REFUSED);
    assertThat(report.problems()).extracting(Problem::code).containsExactly(code);
    for (String word : words) {
      assertThat(report.problems().get(0).toString()).contains(word);
    }
  }

  private static void assertCommitted(InstallReport report) {
    assertThat(report.outcome()).as(report::toString).isEqualTo(Outcome.COMMITTED);
  }

  private List<String> audit() throws IOException {
    return Files.readAllLines(directory.resolve("audit/audit.jsonl"));
  }

  @Test
  void aPinIsTheHashOfTheArchiveOrTheDigestOfTheBundle() throws Exception {
    open(TrustSettings.NONE);
    Path first = bench.zip(Workbench.greeter("1.0.0"));
    String archive = Digest.ofBytes(Files.readAllBytes(first)).hex();
    InstallReport report = install(first, "SHA256:" + archive.toUpperCase(java.util.Locale.ROOT));
    assertCommitted(report);

    Path second = Workbench.greeter("1.1.0").directory(directory.resolve("unzipped"));
    assertRefused(install(second, report.digest()), "pin-mismatch", report.digest(), "directory");
    bench.assertLive("1.0.0");
    String digest = bench.installer.verify(InstallRequest.of(second.toString())).digest();
    assertCommitted(install(second, digest));
    bench.assertLive("1.1.0");
  }

  @Test
  void whatIsNotWhatWasPinnedTouchesNothing() throws Exception {
    open(TrustSettings.NONE);
    assertCommitted(bench.install(Workbench.greeter("1.0.0")));
    Path next = bench.zip(Workbench.greeter("1.1.0"));
    String archive = Digest.ofBytes(Files.readAllBytes(next)).hex();
    assertRefused(install(next, OTHER), "pin-mismatch", OTHER, archive, next.toString());
    bench.assertLive("1.0.0");
    // What is live already is held against the pin too.
    Path live = bench.zip(Workbench.greeter("1.0.0"));
    assertRefused(install(live, OTHER), "pin-mismatch");
  }

  @Test
  void aHashThatIsNoneIsNoPin() {
    assertThatThrownBy(() -> InstallRequest.of("x").withSha256("abc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sha256 must be 64 hex digits, in lower case, but is 'abc'");
  }

  @Test
  void anAgentCanWantAPinOfEachInstall() throws Exception {
    open(new TrustSettings(true, false, null, null, null));
    Path bundle = bench.zip(Workbench.greeter("1.0.0"));
    assertRefused(bench.install(bundle), "pin-missing", "--sha256");
    assertCommitted(install(bundle, Digest.ofBytes(Files.readAllBytes(bundle)).hex()));
  }

  @Test
  void anOlderVersionHasToBeAskedFor() throws Exception {
    open(TrustSettings.NONE);
    assertCommitted(bench.install(Workbench.greeter("1.10.0")));
    Path older = bench.zip(Workbench.greeter("1.9.0"));
    assertRefused(
        bench.install(older),
        "downgrade",
        "1.9.0 is older than 1.10.0",
        "rollback greeter",
        "--allow-downgrade");
    bench.assertLive("1.10.0");
    assertCommitted(
        bench.installer.install(InstallRequest.of(older.toString()).withAllowDowngrade(true)));
    bench.assertLive("1.9.0");
  }

  @Test
  void theSameVersionMayHaveOtherContentAndARollbackIsNoDowngrade() throws Exception {
    open(TrustSettings.NONE);
    assertCommitted(bench.install(Workbench.greeter("1.0.0")));
    assertCommitted(
        bench.install(Workbench.greeter("1.0.0").bundleFile("more.txt", new byte[] {1})));
    assertCommitted(bench.install(Workbench.greeter("2.0.0")));
    assertCommitted(bench.installer.rollback("greeter"));
    bench.assertLive("1.0.0");
  }

  private Path policy(String json) throws IOException {
    return Files.writeString(directory.resolve("policy.json"), json);
  }

  private void openWithPolicy(String json) throws IOException {
    open(new TrustSettings(false, false, null, null, policy(json)));
  }

  @Test
  void onceThereIsAPolicyOnlyWhatItNamesComesIn() throws Exception {
    openWithPolicy("{\"rules\": []}");
    Path bundle = bench.zip(Workbench.greeter("1.0.0"));
    assertRefused(bench.install(bundle), "policy-plugin", "greeter", "policy.json");

    Path allowed = bundle.getParent().toRealPath();
    policy(
        """
        {"rules": [{"plugins": ["greet*"], "sources": ["%s/*"]},
                   {"plugins": ["other"], "sources": ["https://plugins.acme.com/*"]}]}
        """
            .formatted(allowed));
    assertCommitted(bench.install(bundle)); // without a restart
    bench.assertLive("1.0.0");
  }

  @Test
  void aPathIsWhereTheFileReallyIs() throws Exception {
    openWithPolicy("{\"rules\": [{\"sources\": [\"%s/in/*\"]}]}".formatted(directory.toRealPath()));
    Path in = Files.createDirectory(directory.resolve("in"));
    Path outside = bench.zip(Workbench.greeter("1.0.0"));
    Path link = Files.createSymbolicLink(in.resolve("link.zip"), outside);
    assertRefused(bench.install(link), "policy-source", outside.toRealPath().toString(), "/in/*");
    Path sneaky = in.resolve("../bundles").resolve(outside.getFileName());
    assertRefused(bench.install(sneaky), "policy-source");
    assertCommitted(bench.install(Files.copy(outside, in.resolve("greeter.zip"))));
  }

  @Test
  void anAddressThatNoRuleNamesIsNotEvenAsked() throws Exception {
    openWithPolicy("{\"rules\": [{\"sources\": [\"https://plugins.acme.com/*\"]}]}");
    for (String source :
        List.of(
            "https://evil.example/greeter.zip",
            "HTTPS://user:secret@evil.example/greeter.zip",
            "https://plugins.acme.com/../other/greeter.zip",
            "https://plugins.acme.com@evil.example/greeter.zip",
            "mvn:com.acme:greeter:1.0.0")) {
      InstallReport report = bench.installer.install(InstallRequest.of(source));
      assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(report.problems().get(0).code()).as(source).startsWith("policy-source");
      assertThat(report.problems().toString()).doesNotContain("secret");
    }
    InstallReport hidden =
        bench.installer.install(InstallRequest.of("https://plugins.acme.com/%2e%2e/x.zip"));
    assertRefused(hidden, "policy-source-ambiguous", "%2e");
  }

  @Test
  void aPolicyCanWantASignerOrAPin() throws Exception {
    openWithPolicy("{\"rules\": [{\"plugins\": [\"greeter\"], \"signers\": [\"CN=Acme*\"]}]}");
    Path bundle = bench.zip(Workbench.greeter("1.0.0"));
    assertRefused(bench.install(bundle), "policy-signer", "CN=Acme*", "not signed");
    policy("{\"rules\": [{\"plugins\": [\"greeter\"], \"requirePin\": true}]}");
    assertRefused(bench.install(bundle), "pin-missing", "greeter");
    assertCommitted(install(bundle, Digest.ofBytes(Files.readAllBytes(bundle)).hex()));
  }

  @Test
  void aPolicyThatCannotBeReadLetsNothingIn() throws Exception {
    openWithPolicy("{\"rules\": [{\"plugin\": [\"greeter\"], \"sources\": []}]}");
    Path bundle = bench.zip(Workbench.greeter("1.0.0"));
    InstallReport report = bench.install(bundle);
    assertThat(report.problems())
        .extracting(Problem::code)
        .containsExactly("policy-unknown-field", "policy-empty-field");
    assertThat(report.problems().get(0).where()).endsWith("policy.json:1:13");
    assertThat(report.problems().get(0).cure()).contains("did you mean 'plugins'?");
    policy("{\"rules\": 1}");
    assertRefused(bench.install(bundle), "policy-wrong-type");
    policy("{}");
    assertRefused(bench.install(bundle), "policy-missing-field");
    policy("{");
    assertRefused(bench.install(bundle), "policy-syntax");
    Files.delete(directory.resolve("policy.json"));
    assertRefused(bench.install(bundle), "policy-unreadable", "policy.json");
    bench.assertAbsent();
  }

  @Test
  void theAuditLogSaysWhoDidWhatAndWhatCameOfIt() throws Exception {
    open(TrustSettings.NONE);
    Path first = bench.zip(Workbench.greeter("1.0.0"));
    String pin = Digest.ofBytes(Files.readAllBytes(first)).hex();
    bench
        .installer
        .onBehalfOf("jmx: alice")
        .install(InstallRequest.of(first.toString()).withSha256(pin));
    TestPlugin broken = Workbench.greeter("2.0.0").entry("no.such.Entry");
    bench.install(broken);
    bench.installer.remove("greeter");
    bench.installer.verify(InstallRequest.of(first.toString())); // changes nothing: no line

    List<String> lines = audit();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0))
        .contains("\"who\":\"jmx: alice\"", "\"operation\":\"install\"", "\"outcome\":\"BEGUN\"");
    assertThat(lines.get(1))
        .contains(
            "\"outcome\":\"COMMITTED\"",
            "\"plugin\":\"greeter\"",
            "\"version\":\"1.0.0\"",
            "\"source\":\"" + first + "\"",
            "\"archive\":\"" + pin + "\"",
            "\"generation\":1")
        .matches("\\{\"time\":\"\\d{4}-.*Z\",.*\\}");
    assertThat(lines.get(2))
        .contains("\"who\":\"agent\"", "\"outcome\":\"REFUSED\"", "\"before\":\"1.0.0 ")
        .contains("\"problems\":[\"entry-missing\"]");
    assertThat(lines.get(3)).contains("\"operation\":\"remove\"", "\"outcome\":\"COMMITTED\"");
  }

  @Test
  void withoutRoomInTheAuditLogNothingIsInstalledButARollbackIs() throws Exception {
    open(TrustSettings.NONE);
    assertCommitted(bench.install(Workbench.greeter("1.0.0")));
    assertCommitted(bench.install(Workbench.greeter("2.0.0")));
    Path log = directory.resolve("audit/audit.jsonl");
    Files.delete(log);
    Files.createDirectory(log);
    assertRefused(bench.install(Workbench.greeter("3.0.0")), "audit-unwritable", "audit.jsonl");
    bench.assertLive("2.0.0");
    assertCommitted(bench.installer.rollback("greeter"));
    bench.assertLive("1.0.0");
  }
}
