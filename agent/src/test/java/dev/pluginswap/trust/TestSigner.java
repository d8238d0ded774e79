package dev.pluginswap.trust;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Somebody who signs: a key, and the certificates that lead to its root. */
public final class TestSigner {

  private static final AtomicLong SERIALS = new AtomicLong(1);

  private final KeyPair keys;
  private final List<X509Certificate> chain;

  private TestSigner(KeyPair keys, List<X509Certificate> chain) {
    this.keys = keys;
    this.chain = List.copyOf(chain);
  }

  /** An authority that has certified itself. */
  public static TestSigner root(String name) {
    return make(name, null, true, Instant.now().plus(Duration.ofDays(3650)), null);
  }

  /** Somebody whom this authority certifies, for signing code. */
  public TestSigner certifies(String name) {
    return make(name, this, false, tomorrow(), KeyPurposeId.id_kp_codeSigning);
  }

  /** Somebody whose certificate is for something else. */
  public TestSigner certifiesFor(String name, KeyPurposeId use) {
    return make(name, this, false, tomorrow(), use);
  }

  /** Somebody whose certificate has run out. */
  public TestSigner certifiesUntil(String name, Instant end) {
    return make(name, this, false, end, KeyPurposeId.id_kp_codeSigning);
  }

  private static Instant tomorrow() {
    return Instant.now().plus(Duration.ofDays(1));
  }

  private static TestSigner make(
      String name, TestSigner issuer, boolean authority, Instant end, KeyPurposeId use) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer == null ? new X500Name(name) : X500Name.getInstance(issuer.subject()),
              BigInteger.valueOf(SERIALS.getAndIncrement()),
              Date.from(Instant.now().minus(Duration.ofDays(30))),
              Date.from(end),
              new X500Name(name),
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (use != null) {
        builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(use));
      }
      PrivateKey signing = issuer == null ? keys.getPrivate() : issuer.keys.getPrivate();
      X509Certificate own =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signing)));
      List<X509Certificate> chain = new ArrayList<>(List.of(own));
      if (issuer != null) {
        chain.addAll(issuer.chain);
      }
      return new TestSigner(keys, chain);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new AssertionError("cannot certify " + name, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] subject() {
    return certificate().getSubjectX500Principal().getEncoded();
  }

  public X509Certificate certificate() {
    return chain.get(0);
  }

  List<X509Certificate> chain() {
    return chain;
  }

  PrivateKey key() {
    return keys.getPrivate();
  }

  /** Writes the certificate as PEM. */
  public Path pem(Path target) {
    return pem(target, this);
  }

  /** Writes certificates as PEM, one after the other. */
  public static Path pem(Path target, TestSigner... signers) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      for (TestSigner signer : signers) {
        pem.writeObject(signer.certificate());
      }
      pem.flush();
      return Files.writeString(target, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Signs a zip or jar as {@code jarsigner} does. */
  public Path sign(Path archive, Path target) {
    return sign(archive, target, null);
  }

  /**
   * Signs, and has an authority certify when.
   *
   * @param timestamps its address; null for no timestamp
   */
  public Path sign(Path archive, Path target, URI timestamps) {
    try (ZipFile in = new ZipFile(archive.toFile());
        OutputStream out = Files.newOutputStream(target)) {
      JarSigner.Builder builder =
          new JarSigner.Builder(
              keys.getPrivate(), CertificateFactory.getInstance("X.509").generateCertPath(chain));
      if (timestamps != null) {
        builder.tsa(timestamps);
      }
      builder.signerName("SIGNER").build().sign(in, out);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
