package dev.pluginswap.trust;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.FileEntry;
import dev.pluginswap.bundle.FileList;
import dev.pluginswap.bundle.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who has signed what is about to be installed. */
final class SignatureCheck {

  private static final String JAR_MANIFEST = "META-INF/plugin.json";
  private static final String LIBRARIES = "lib/";
  private static final String ROOT = "./";

  private final CertificateCheck certificates;
  private final Path archive;
  private final String where;

  /**
   * @param archive a file that nobody else can change
   * @param where its name where it came from, for problems
   */
  SignatureCheck(CertificateCheck certificates, Path archive, String where) {
    this.certificates = certificates;
    this.archive = archive;
    this.where = where;
  }

  /**
   * The signer of the archive, and so of the files.
   *
   * @param files what was unpacked from it
   * @param hash of the archive
   * @return empty if it is not signed at all
   * @throws BundleRefusedException if it is signed in part, by nobody who is trusted, or not as it
   *     is; a signature that is there must hold
   */
  Optional<Signer> signer(FileList files, Digest hash, Deadline deadline)
      throws IOException, BundleRefusedException {
    SignedEntries entries = SignedEntries.of(archive, deadline);
    if (!entries.claimsSignature()) {
      return Optional.empty();
    }
    if (!entries.missing().isEmpty()) {
      throw refused(
          "signature-missing-entry",
          "entries that were signed are gone: " + String.join(", ", entries.missing()),
          "get the archive again from its maker");
    }
    if (entries.signers().isEmpty()) {
      throw refused(
          "signature-partial",
          entries.unsigned().isEmpty()
              ? "its entries are signed by different people, and nobody has signed all of them"
              : "it is signed, but not these entries: " + String.join(", ", entries.unsigned()),
          "sign the whole archive with one key and an algorithm that this JDK still accepts:"
              + " 'jarsigner -verify -verbose' shows what is wrong");
    }
    requireSame(files, entries.hashes(), hash);
    return Optional.of(trusted(entries));
  }

  private Signer trusted(SignedEntries entries) throws BundleRefusedException {
    List<String> reasons = new ArrayList<>();
    for (CodeSigner signer : entries.signers()) {
      try {
        return certificates.check(signer);
      } catch (GeneralSecurityException e) {
        reasons.add(
            "%s: %s"
                .formatted(
                    CertificateCheck.subject(signer),
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
      }
    }
    throw refused(
        "signature-untrusted",
        "its signature does not count: " + String.join("; ", reasons),
        "if the signer is to be trusted, put the certificate, or that of its issuer, into the trust"
            + " store; if the certificate has expired, have the archive signed anew, with a timestamp");
  }

  /** What is installed is what was signed: another reader of archives has unpacked it. */
  private void requireSame(FileList files, Map<String, Digest> signed, Digest hash)
      throws BundleRefusedException {
    Map<String, String> unpacked =
        files.entries().stream().collect(Collectors.toMap(FileEntry::path, FileEntry::sha256));
    boolean isBundle =
        signed.containsKey(Manifest.FILE_NAME) || signed.containsKey(ROOT + Manifest.FILE_NAME);
    for (Map.Entry<String, String> file : unpacked.entrySet()) {
      String path = file.getKey();
      Digest expected;
      if (isBundle) {
        expected = signed.getOrDefault(path, signed.get(ROOT + path));
        if (expected == null && SignedEntries.isOfSignature(path)) {
          continue;
        }
      } else {
        // A jar stays whole. The manifest beside it is its own, or made from its name.
        expected = path.startsWith(LIBRARIES) ? hash : signed.get(JAR_MANIFEST);
        if (expected == null && path.equals(Manifest.FILE_NAME)) {
          continue;
        }
      }
      if (expected == null || !expected.hex().equals(file.getValue())) {
        throw refused(
            "signature-other-content",
            "'%s' is not the file that was signed".formatted(path),
            "get the archive again from its maker");
      }
    }
  }

  private BundleRefusedException refused(String code, String what, String cure) {
    return new BundleRefusedException(Problem.error(code, where, what, cure));
  }
}
