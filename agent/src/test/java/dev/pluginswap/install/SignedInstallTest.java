package dev.pluginswap.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.trust.TestSigner;
import dev.pluginswap.trust.TestTimestamps;
import dev.pluginswap.trust.TrustSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose signatures let a bundle in, and which do not. */
final class SignedInstallTest {

  private static final TestSigner ROOT = TestSigner.root("CN=Acme Root");
  private static final TestSigner ACME = ROOT.certifies("O=Acme,CN=Acme Release");
  private static final TestSigner STRANGER =
      TestSigner.root("CN=Other Root").certifies("CN=Stranger");

  @TempDir Path directory;
  private Path store;
  private Workbench bench;

  @BeforeEach
  void open() throws IOException {
    store = ROOT.pem(directory.resolve("trusted.pem"));
    bench = bench(true);
  }

  private Workbench bench(boolean required) throws IOException {
    return bench(new TrustSettings(false, required, store, null, null));
  }

  private Workbench bench(TrustSettings settings) throws IOException {
    return new Workbench(directory, Workbench.SETTINGS, new Guards(settings, null));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Path signed(TestSigner signer, String version) {
    Path plain = bench.zip(Workbench.greeter(version));
    return signer.sign(plain, plain.resolveSibling("signed-" + plain.getFileName()));
  }

  private void assertRefused(Path bundle, String code, String... words) throws IOException {
    InstallReport report = bench.install(bundle);
    assertThat(report.outcome()).as(report::toString).isEqualTo(Outcome.REFUSED);
    assertThat(report.problems()).extracting(Problem::code).containsExactly(code);
    for (String word : words) {
      assertThat(report.problems().get(0).toString()).contains(word);
    }
    assertThat(report.signer()).isNull();
    bench.assertAbsent();
  }

  @Test
  void aSignedZipComesInAndTheReportSaysWhoHasSignedIt() throws Exception {
    InstallReport report = bench.install(signed(ACME, "1.0.0"));
    assertThat(report.outcome()).as(report::toString).isEqualTo(Outcome.COMMITTED);
    assertThat(report.signer())
        .isEqualTo(
            "CN=Acme Release,O=Acme (sha256:%s)"
                .formatted(Digest.ofBytes(ACME.certificate().getEncoded()).shortForm()));
    bench.assertLive("1.0.0");
  }

  @Test
  void soDoesASignedJar() throws Exception {
    Path jar = Workbench.greeter("1.0.0").jar(directory.resolve("plain.jar"));
    InstallReport report = bench.install(ACME.sign(jar, directory.resolve("greeter-1.0.0.jar")));
    assertThat(report.outcome()).as(report::toString).isEqualTo(Outcome.COMMITTED);
    assertThat(report.signer()).startsWith("CN=Acme Release,O=Acme");
  }

  @Test
  void theCertificateItselfMayBeInAKeyStoreWithAPassword() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setCertificateEntry("acme", ACME.certificate());
    Path file = directory.resolve("trusted.p12");
    try (var out = Files.newOutputStream(file)) {
      keys.store(out, "secret".toCharArray());
    }
    Path password = Files.writeString(directory.resolve("password"), "secret\n");
    bench.close();
    bench = bench(new TrustSettings(false, true, file, password, null));
    assertThat(bench.install(signed(ACME, "1.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
    Files.writeString(password, "wrong");
    InstallReport report = bench.install(signed(ACME, "2.0.0"));
    assertThat(report.problems()).extracting(Problem::code).containsExactly("trust-store");
    bench.assertLive("1.0.0");
  }

  @Test
  void whatNobodyHasSignedStaysOut() throws Exception {
    assertRefused(bench.zip(Workbench.greeter("1.0.0")), "signature-missing", "requireSignature");
    Path unzipped = Workbench.greeter("1.0.0").directory(directory.resolve("unzipped"));
    assertRefused(unzipped, "signature-missing", unzipped.toString());
  }

  @Test
  void whereSignaturesAreNotRequiredOneThatIsThereMustHold() throws Exception {
    bench.close();
    bench = bench(false);
    assertRefused(signed(STRANGER, "1.0.0"), "signature-untrusted", "CN=Stranger");
    InstallReport report = bench.install(bench.zip(Workbench.greeter("1.0.0")));
    assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(report.signer()).isNull();
  }

  @Test
  void anEntryThatWasAddedIsNamed() throws Exception {
    Path bundle = signed(ACME, "1.0.0");
    edit(bundle, zip -> Files.writeString(zip.getPath("/extra.txt"), "more"));
    assertRefused(bundle, "signature-partial", "extra.txt");
  }

  @Test
  void anEntryThatWasChangedIsNamed() throws Exception {
    Path bundle = signed(ACME, "1.0.0");
    edit(
        bundle,
        zip ->
            Files.writeString(
                zip.getPath("/plugin.json"),
                Files.readString(zip.getPath("/plugin.json")).replace("1.0.0", "6.6.6")));
    assertRefused(bundle, "signature-broken", "plugin.json");
  }

  @Test
  void anEntryThatWasRemovedIsNamed() throws Exception {
    Path plain = bench.zip(Workbench.greeter("1.0.0").bundleFile("safety.txt", new byte[] {1}));
    Path bundle = ACME.sign(plain, plain.resolveSibling("signed.zip"));
    edit(bundle, zip -> Files.delete(zip.getPath("/safety.txt")));
    assertRefused(bundle, "signature-missing-entry", "safety.txt");
  }

  @Test
  void whatTwoHaveSignedInPartsNobodyHasSigned() throws Exception {
    Path bundle = signed(ACME, "1.0.0");
    Path other = bundle.resolveSibling("other.zip");
    Files.copy(bundle, other);
    edit(other, zip -> Files.writeString(zip.getPath("/extra.txt"), "more"));
    // The stranger signs all of it: Acme's signature still covers only a part.
    Path both = STRANGER.sign(other, bundle.resolveSibling("both.zip"));
    InstallReport report = bench.install(both);
    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.problems())
        .extracting(Problem::code)
        .containsAnyOf("signature-untrusted", "signature-partial");
    bench.assertAbsent();
  }

  @Test
  void aCertificateForOtherUsesSignsNothing() throws Exception {
    TestSigner web = ROOT.certifiesFor("CN=www.acme.com", KeyPurposeId.id_kp_serverAuth);
    assertRefused(signed(web, "1.0.0"), "signature-untrusted", "www.acme.com", "other uses");
  }

  @Test
  void aCertificateThatHasExpiredCountsOnlyWithATimestampOfSomebodyTrusted() throws Exception {
    Instant expiry = Instant.now().minus(Duration.ofDays(2));
    Instant before = expiry.minus(Duration.ofDays(5));
    TestSigner expired = ROOT.certifiesUntil("CN=Acme 2024", expiry);
    assertRefused(signed(expired, "1.0.0"), "signature-untrusted", "CN=Acme 2024", "timestamp");

    Path plain = bench.zip(Workbench.greeter("1.0.0"));
    TestSigner clock = STRANGER.certifiesFor("CN=Clock", KeyPurposeId.id_kp_timeStamping);
    try (TestTimestamps unknown = new TestTimestamps(clock, before)) {
      assertRefused(
          expired.sign(plain, directory.resolve("unknown.zip"), unknown.address()),
          "signature-untrusted");
    }
    TestSigner ours = ROOT.certifiesFor("CN=Acme Clock", KeyPurposeId.id_kp_timeStamping);
    try (TestTimestamps late = new TestTimestamps(ours, Instant.now())) {
      assertRefused(
          expired.sign(plain, directory.resolve("late.zip"), late.address()),
          "signature-untrusted");
    }
    try (TestTimestamps known = new TestTimestamps(ours, before)) {
      InstallReport report =
          bench.install(expired.sign(plain, directory.resolve("known.zip"), known.address()));
      assertThat(report.outcome()).as(report::toString).isEqualTo(Outcome.COMMITTED);
      assertThat(report.signer()).startsWith("CN=Acme 2024");
    }
  }

  @Test
  void aTrustStoreThatIsGoneLetsNothingIn() throws Exception {
    Path bundle = signed(ACME, "1.0.0");
    Files.delete(store);
    assertRefused(bundle, "trust-store", store.toString());
    Files.writeString(store, "-----BEGIN nonsense");
    assertRefused(bundle, "trust-store");
    ROOT.pem(store);
    assertThat(bench.install(bundle).outcome()).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void whatIsExchangedAfterTheLookIsNotInstalled() throws Exception {
    Path bundle = signed(ACME, "1.0.0");
    Path evil = bench.zip(Workbench.greeter("1.0.0").bundleFile("evil", "x".getBytes(UTF_8)));
    bench.steps.step = Step.FETCH;
    bench.steps.after = true;
    bench.steps.deed = () -> Files.copy(evil, bundle, StandardCopyOption.REPLACE_EXISTING);
    String pin = Digest.ofBytes(Files.readAllBytes(bundle)).hex();
    InstallReport report =
        bench.installer.install(InstallRequest.of(bundle.toString()).withSha256(pin));
    assertThat(report.outcome()).as(report::toString).isEqualTo(Outcome.COMMITTED);
    assertThat(bench.plugins.resolve("greeter/evil")).doesNotExist();
    bench.assertLive("1.0.0");
  }

  private interface Edit {
    void on(FileSystem zip) throws IOException;
  }

  private static void edit(Path archive, Edit edit) throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), Map.of())) {
      edit.on(zip);
    }
  }
}
