package dev.pluginswap.trust;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.TrustAnchor;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges bundles by the settings, as the files behind them are now. Safe for use by any thread. */
public final class Trust {

  private final TrustSettings settings;
  private final InstantSource clock;

  /** Judges by these settings. */
  public Trust(TrustSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Whether the archive itself will be looked at, so that it must be one that nobody can change in
   * between.
   *
   * @param pin what the install names; null for nothing
   */
  public boolean looksAtArchive(@Nullable String pin) {
    return pin != null || settings.trustStore() != null;
  }

  /**
   * Returns if a source may be fetched from at all.
   *
   * @param source as it was written
   * @param pin 64 lower-case hex digits that the install has named; null for none
   * @throws BundleRefusedException if not, or a pin is required, or the policy cannot be read
   */
  public void beforeFetch(String source, @Nullable String pin) throws BundleRefusedException {
    if (pin == null && settings.requirePin()) {
      throw new BundleRefusedException(
          Problem.error(
              "pin-missing",
              source,
              "this agent installs only what is pinned (requirePin)",
              "install it with --sha256 and the hash that its maker has published"));
    }
    if (settings.policy() == null) {
      return;
    }
    Policy policy = PolicyReader.read(settings.policy());
    if (Origin.isRemote(source)) {
      refuseIf(policy.againstSource(Origin.of(source)));
    }
  }

  /**
   * Returns if this bundle is what the install has named.
   *
   * @param candidate what was unpacked, and from where
   * @throws BundleRefusedException if it is something else
   */
  public void checkPin(Candidate candidate) throws BundleRefusedException {
    String pin = candidate.pin();
    if (pin != null) {
      refuseIf(
          Pin.mismatch(
              pin, candidate.hash(), candidate.unpacked().files().digest(), candidate.source()));
    }
  }

  /**
   * Returns if signature and policy let this bundle in.
   *
   * @return who has signed it; empty if nobody, or signatures are not looked at
   * @throws BundleRefusedException if they do not
   * @throws IOException if the archive cannot be read
   */
  public Optional<Signer> check(Candidate candidate, Deadline deadline)
      throws IOException, BundleRefusedException {
    Optional<Signer> signer = signer(candidate, deadline);
    if (settings.requireSignature() && signer.isEmpty()) {
      throw new BundleRefusedException(
          Problem.error(
              "signature-missing",
              candidate.source(),
              "it is not signed, and this agent installs only what is (requireSignature)",
              "get it signed by its maker: a jar or zip, with jarsigner"));
    }
    if (settings.policy() != null) {
      String origin =
          Origin.isRemote(candidate.source())
              ? Origin.of(candidate.source())
              : candidate.artifact().toRealPath().toString();
      refuseIf(
          PolicyReader.read(settings.policy())
              .against(
                  candidate.unpacked().manifest().name(),
                  origin,
                  signer.orElse(null),
                  candidate.pin() != null));
    }
    return signer;
  }

  private Optional<Signer> signer(Candidate candidate, Deadline deadline)
      throws IOException, BundleRefusedException {
    Path store = settings.trustStore();
    if (store == null) {
      return Optional.empty();
    }
    Set<TrustAnchor> anchors = TrustStore.read(store, settings.trustStorePassword());
    Path archive = candidate.archive();
    Digest hash = candidate.hash();
    if (archive == null || hash == null || !isZip(archive)) {
      return Optional.empty(); // a directory or a tar.gz: nothing that could be signed
    }
    return new SignatureCheck(
            new CertificateCheck(anchors, clock.instant()), archive, candidate.source())
        .signer(candidate.unpacked().files(), hash, deadline);
  }

  private static boolean isZip(Path archive) throws IOException {
    try (var in = Files.newInputStream(archive)) {
      byte[] magic = in.readNBytes(2);
      return magic.length == 2 && magic[0] == 'P' && magic[1] == 'K';
    }
  }

  private static void refuseIf(Optional<Problem> problem) throws BundleRefusedException {
    if (problem.isPresent()) {
      throw new BundleRefusedException(problem.get());
    }
  }

  /**
   * A bundle that wants in.
   *
   * @param source as it was written
   * @param artifact what the source answered with
   * @param archive the file that was unpacked, which nobody else can change; null for a directory,
   *     or where {@link #looksAtArchive} does not want it
   * @param hash of the archive; null where there is none
   * @param unpacked what is in it
   * @param pin 64 lower-case hex digits that the install has named; null for none
   */
  public record Candidate(
      String source,
      Path artifact,
      @Nullable Path archive,
      @Nullable Digest hash,
      Unpacked unpacked,
      @Nullable String pin) {}
}
