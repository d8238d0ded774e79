package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code oci://registry/repository:tag}, or {@code @sha256:…}: a bundle that was pushed to a
 * registry as an artifact, by the distribution specification. Whatever comes is held against the
 * digest by which it was asked for.
 */
final class OciSource implements Source {

  private final Web web;
  private final SourceSettings settings;
  private final Timing timing;

  OciSource(Web web, SourceSettings settings, Timing timing) {
    this.web = web;
    this.settings = settings;
    this.timing = timing;
  }

  @Override
  public boolean handles(String source) {
    return source.regionMatches(true, 0, "oci:", 0, 4);
  }

  @Override
  public Fetched fetch(FetchRequest request) throws IOException, BundleRefusedException {
    OciReference reference = OciReference.parse(request.source());
    Registry registry =
        new Registry(
            reference,
            new SmallAnswers(web, settings, timing),
            new DockerConfig(settings.dockerConfig()),
            settings.allowHttp(),
            request.deadline());
    OciManifest manifest = manifest(registry, reference, reference.wanted());
    String entry = manifest.onlyEntry();
    if (entry != null) {
      manifest = manifest(registry, reference, entry);
    }
    OciManifest.Layer layer = manifest.bundle();
    if (layer.size() > request.limits().maxBytes()) {
      throw TooLarge.bytes(reference.shown(), request.limits().maxBytes());
    }
    Path file = request.scratch().resolve("download");
    Download.Result result =
        new Download(web, settings, timing, request, file)
            .run(registry.request("/blobs/" + layer.digest(), "*/*"));
    check(reference, layer.digest(), "sha256:" + result.sha256());
    return new Fetched(
        file,
        fileName(layer, reference),
        null,
        result.sha256(),
        reference.shown(),
        Fetched.Form.BUNDLE);
  }

  private static OciManifest manifest(Registry registry, OciReference reference, String wanted)
      throws IOException, BundleRefusedException {
    SmallAnswers.Answer answer = registry.ask("/manifests/" + wanted, OciManifest.ACCEPT);
    String came = "sha256:" + Digest.ofBytes(answer.body());
    if (wanted.startsWith("sha256:")) {
      check(reference, wanted, came);
    } else if (answer.digest() != null && answer.digest().startsWith("sha256:")) {
      check(reference, answer.digest(), came);
    }
    return OciManifest.parse(answer.body(), reference.shown());
  }

  private static void check(OciReference reference, String wanted, String came)
      throws BundleRefusedException {
    if (!wanted.equals(came)) {
      throw new BundleRefusedException(
          List.of(
              Problem.error(
                  "digest-mismatch",
                  reference.shown(),
                  "what came has the digest %s, and not %s".formatted(came, wanted),
                  "do not trust this registry, or what is between, until you know why")));
    }
  }

  private static String fileName(OciManifest.Layer layer, OciReference reference) {
    String title = layer.title();
    String name =
        title == null ? "" : title.substring(title.replace('\\', '/').lastIndexOf('/') + 1);
    if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
      return name;
    }
    String repository = reference.repository();
    String last = repository.substring(repository.lastIndexOf('/') + 1);
    return reference.tag() == null ? last : last + "-" + reference.tag();
  }
}
