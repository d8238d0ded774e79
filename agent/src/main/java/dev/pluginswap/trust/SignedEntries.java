package dev.pluginswap.trust;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code jarsigner} has signed in an archive (JAR File Specification, "Signed JAR File").
 *
 * @param hashes SHA-256 of each entry as it was verified, by name; without directories and the
 *     files of the signatures themselves
 * @param signers those who have signed every entry; empty if nobody has
 * @param unsigned entries that are not signed by all the signers of the first; some
 * @param missing entries that were signed and are gone; some
 * @param claimsSignature whether the archive holds a signature file at all
 */
record SignedEntries(
    Map<String, Digest> hashes,
    Set<CodeSigner> signers,
    List<String> unsigned,
    List<String> missing,
    boolean claimsSignature) {

  /** Names that are told in a message. */
  private static final int TOLD = 5;

  private static final Pattern SIGNATURE_FILE =
      Pattern.compile(
          "META-INF/(?:MANIFEST\\.MF|SIG-[^/]*|[^/]+\\.(?:SF|RSA|DSA|EC))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/[^/]+\\.SF", Pattern.CASE_INSENSITIVE);

  /** Whether a file belongs to the signatures themselves, which nobody signs. */
  static boolean isOfSignature(String path) {
    return SIGNATURE_FILE.matcher(path).matches();
  }

  /**
   * Reads every entry.
   *
   * @throws BundleRefusedException if an entry is not what was signed, or the deadline has passed
   * @throws IOException if the archive cannot be read
   */
  static SignedEntries of(Path archive, Deadline deadline)
      throws IOException, BundleRefusedException {
    Reader reader = new Reader(deadline);
    try (JarFile jar = new JarFile(archive.toFile(), true)) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        reader.read(jar, entry);
      }
      return reader.entries(jar.getManifest());
    } catch (SecurityException e) {
      throw new BundleRefusedException(
          Problem.error(
              "signature-broken",
              archive.getFileName().toString(),
              "the archive was changed after it was signed: " + e.getMessage(),
              "get it again from its maker"),
          e);
    }
  }

  private static final class Reader {
    private final Deadline deadline;
    private final byte[] buffer = new byte[1 << 16];
    private final MessageDigest sha256 = Digest.sha256();
    private final Map<String, Digest> hashes = new LinkedHashMap<>();
    private final List<String> unsigned = new ArrayList<>();
    private Set<CodeSigner> signers = Set.of();
    private boolean claimsSignature;

    Reader(Deadline deadline) {
      this.deadline = deadline;
    }

    void read(JarFile jar, JarEntry entry) throws IOException, BundleRefusedException {
      String name = entry.getName();
      if (SIGNATURE.matcher(name).matches()) {
        claimsSignature = true;
      }
      if (entry.isDirectory()) {
        return;
      }
      Digest hash = hash(jar, entry); // to the end: only then are its signers known
      if (isOfSignature(name)) {
        return;
      }
      CodeSigner[] own = entry.getCodeSigners();
      Set<CodeSigner> of = new LinkedHashSet<>(own == null ? List.of() : Arrays.asList(own));
      if (hashes.isEmpty()) {
        signers = of;
      } else {
        signers.retainAll(of);
      }
      if (of.isEmpty() && unsigned.size() < TOLD) {
        unsigned.add(name);
      }
      hashes.put(name, hash);
    }

    private Digest hash(JarFile jar, JarEntry entry) throws IOException, BundleRefusedException {
      try (InputStream in = jar.getInputStream(entry)) {
        int n = in.read(buffer);
        while (n >= 0) {
          deadline.check();
          sha256.update(buffer, 0, n);
          n = in.read(buffer);
        }
      }
      return Digest.of(sha256.digest());
    }

    SignedEntries entries(@Nullable Manifest manifest) {
      List<String> missing =
          manifest == null
              ? List.of()
              : manifest.getEntries().keySet().stream()
                  .filter(name -> !name.endsWith("/") && !hashes.containsKey(name))
                  .sorted()
                  .limit(TOLD)
                  .toList();
      return new SignedEntries(hashes, signers, unsigned, missing, claimsSignature);
    }
  }
}
