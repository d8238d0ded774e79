package dev.pluginswap.trust;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The certificates of those whose signatures count. */
final class TrustStore {

  private static final byte[] PEM = "-----BEGIN".getBytes(StandardCharsets.US_ASCII);

  private TrustStore() {}

  /**
   * Reads the file as it is now: PEM, or a key store of the JDK.
   *
   * @param password a file that holds the password; null for none
   * @return at least one
   * @throws BundleRefusedException if it cannot be read, or holds none
   */
  static Set<TrustAnchor> read(Path file, @Nullable Path password) throws BundleRefusedException {
    Set<TrustAnchor> anchors = new HashSet<>();
    try {
      byte[] bytes = Files.readAllBytes(file);
      for (Certificate certificate :
          isPem(bytes) ? ofPem(bytes) : ofKeyStore(file, password(password))) {
        if (certificate instanceof X509Certificate x509) {
          anchors.add(new TrustAnchor(x509, null));
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw refused(
          file,
          "the trust store cannot be read, so no signature can be checked: " + e.getMessage(),
          "it must be PEM, PKCS #12 or JKS; the password is the first line of trustStorePassword",
          e);
    }
    if (anchors.isEmpty()) {
      throw refused(
          file,
          "the trust store holds no certificate",
          "import the certificate of whoever signs the plugins",
          null);
    }
    return anchors;
  }

  private static boolean isPem(byte[] bytes) {
    // Comments may stand before the first certificate.
    String head =
        new String(bytes, 0, Math.min(bytes.length, 1 << 14), StandardCharsets.ISO_8859_1);
    return head.contains(new String(PEM, StandardCharsets.ISO_8859_1));
  }

  private static Iterable<? extends Certificate> ofPem(byte[] bytes)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(bytes));
  }

  private static Iterable<? extends Certificate> ofKeyStore(Path file, char @Nullable [] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(file.toFile(), password);
    Set<Certificate> certificates = new HashSet<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isCertificateEntry(alias)) {
        certificates.add(store.getCertificate(alias));
      }
    }
    return certificates;
  }

  private static char @Nullable [] password(@Nullable Path file) throws IOException {
    return file == null
        ? null
        : Files.readString(file).lines().findFirst().orElse("").toCharArray();
  }

  private static BundleRefusedException refused(
      Path file, String what, String cure, @Nullable Exception cause) {
    Problem problem = Problem.error("trust-store", file.toString(), what, cure);
    return cause == null
        ? new BundleRefusedException(problem)
        : new BundleRefusedException(problem, cause);
  }
}
