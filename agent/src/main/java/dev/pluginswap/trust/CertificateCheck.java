package dev.pluginswap.trust;

import dev.pluginswap.bundle.Digest;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.Timestamp;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Whether a signer is to be trusted: a chain of certificates (RFC 5280) that leads to one of the
 * trust store, valid when the signature was made, for signing code.
 *
 * <p>When it was made is known only by the timestamp of an authority (RFC 3161) whose own chain
 * leads to the trust store too; without one, it is taken to be now. Revocation is not asked about:
 * that would need a network in the middle of an install. Who has lost a key takes the certificate
 * out of the trust store.
 */
final class CertificateCheck {

  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final String ANY_USE = "2.5.29.37.0";

  private final Set<TrustAnchor> anchors;
  private final Instant now;

  CertificateCheck(Set<TrustAnchor> anchors, Instant now) {
    this.anchors = anchors;
    this.now = now;
  }

  /**
   * Checks.
   *
   * @throws GeneralSecurityException if the signer is not trusted; the message says why
   */
  Signer check(CodeSigner signer) throws GeneralSecurityException {
    List<X509Certificate> chain = chain(signer.getSignerCertPath());
    validate(chain, signedAt(signer), CODE_SIGNING);
    X509Certificate own = chain.get(0);
    return new Signer(
        own.getSubjectX500Principal().getName(), Digest.ofBytes(own.getEncoded()).hex());
  }

  /** Whom the certificate of a signer names. */
  static String subject(CodeSigner signer) {
    return chain(signer.getSignerCertPath()).get(0).getSubjectX500Principal().getName();
  }

  private Instant signedAt(CodeSigner signer) {
    Timestamp timestamp = signer.getTimestamp();
    if (timestamp == null) {
      return now;
    }
    Instant then = timestamp.getTimestamp().toInstant();
    try {
      validate(chain(timestamp.getSignerCertPath()), then, TIME_STAMPING);
      return then;
    } catch (GeneralSecurityException e) {
      return now; // anybody could have written that time
    }
  }

  private void validate(List<X509Certificate> chain, Instant at, String use)
      throws GeneralSecurityException {
    X509Certificate own = chain.get(0);
    List<String> uses = own.getExtendedKeyUsage();
    if (uses != null && !uses.contains(use) && !uses.contains(ANY_USE)) {
      throw new GeneralSecurityException(
          "the certificate of %s is for other uses".formatted(own.getSubjectX500Principal()));
    }
    if (isAnchor(own)) {
      own.checkValidity(Date.from(at));
      return;
    }
    List<X509Certificate> path = new ArrayList<>();
    for (X509Certificate certificate : chain) {
      if (isAnchor(certificate)) {
        break;
      }
      path.add(certificate);
    }
    CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
  }

  private boolean isAnchor(X509Certificate certificate) {
    return anchors.stream().anyMatch(anchor -> certificate.equals(anchor.getTrustedCert()));
  }

  private static List<X509Certificate> chain(CertPath path) {
    return path.getCertificates().stream().map(X509Certificate.class::cast).toList();
  }
}
