package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a registry answers: an index that leads to one manifest, or a manifest with its layers. */
final class OciManifest {

  /** All that is understood, for {@code Accept}. */
  static final String ACCEPT =
      "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json,"
          + " application/vnd.docker.distribution.manifest.v2+json";

  private static final Set<String> IMAGES =
      Set.of(
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.docker.container.image.v1+json");

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern BUNDLE = Pattern.compile("(?i).*\\.(zip|jar|tar\\.gz|tgz)");
  private static final String TITLE = "org.opencontainers.image.title";

  private final Map<?, ?> json;
  private final String shown;

  private OciManifest(Map<?, ?> json, String shown) {
    this.json = json;
    this.shown = shown;
  }

  /**
   * One blob.
   *
   * @param digest {@code sha256:} and 64 hex digits
   * @param size bytes
   * @param title the file's name; null if it has none
   */
  record Layer(String digest, long size, @Nullable String title) {

    private boolean isBundle() {
      return title != null && BUNDLE.matcher(title).matches();
    }

    @Override
    public String toString() {
      return title == null ? digest : title;
    }
  }

  static OciManifest parse(byte[] body, String shown) throws BundleRefusedException {
    try {
      return new OciManifest(SmallJson.object(body), shown);
    } catch (IllegalArgumentException e) {
      throw refused(
          shown, "oci-manifest-damaged", "the manifest is " + e.getMessage(), "push it again");
    }
  }

  /** Where the one manifest of an index is; null if this is no index. */
  @Nullable String onlyEntry() throws BundleRefusedException {
    if (!(json.get("manifests") instanceof List<?>)) {
      return null;
    }
    List<Map<?, ?>> entries = SmallJson.maps(json, "manifests");
    if (entries.size() != 1) {
      throw refused(
          shown,
          "oci-index",
          "it is an index of %d manifests".formatted(entries.size()),
          "name the one that is meant, by @sha256:…");
    }
    return digest(entries.get(0));
  }

  /** The layer that is the bundle. */
  Layer bundle() throws BundleRefusedException {
    List<Layer> layers = new ArrayList<>();
    for (Map<?, ?> layer : SmallJson.maps(json, "layers")) {
      String title = SmallJson.string(SmallJson.map(layer, "annotations"), TITLE);
      long size = layer.get("size") instanceof Long number ? number : -1;
      layers.add(new Layer(digest(layer), size, title));
    }
    List<Layer> bundles = layers.stream().filter(Layer::isBundle).toList();
    if (bundles.size() == 1) {
      return bundles.get(0);
    }
    if (isContainerImage()) {
      throw refused(
          shown,
          "oci-not-a-bundle",
          "it is a container image",
          "push the bundle as an artifact: oras push <reference> greeter-1.2.0.zip");
    }
    if (bundles.isEmpty() && layers.size() == 1) {
      return layers.get(0);
    }
    throw refused(
        shown,
        "oci-not-a-bundle",
        bundles.isEmpty()
            ? "none of its %d layers is titled as a zip, jar or tar.gz".formatted(layers.size())
            : "several of its layers are bundles: " + bundles,
        "push one bundle under this reference, with its file name as the title");
  }

  private boolean isContainerImage() {
    String config = SmallJson.string(SmallJson.map(json, "config"), "mediaType");
    return SmallJson.string(json, "artifactType") == null
        && config != null
        && IMAGES.contains(config);
  }

  private String digest(Map<?, ?> descriptor) throws BundleRefusedException {
    String digest = SmallJson.string(descriptor, "digest");
    if (digest == null || !DIGEST.matcher(digest).matches()) {
      throw refused(
          shown,
          "oci-manifest-damaged",
          "the manifest names something by what is no sha256 digest",
          "push it again, with sha256 digests");
    }
    return digest;
  }

  private static BundleRefusedException refused(
      String where, String code, String what, String cure) {
    return new BundleRefusedException(List.of(Problem.error(code, where, what, cure)));
  }
}
