package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code oci://registry/repository:tag@sha256:…}, taken apart.
 *
 * @param registry host, and port if there is one
 * @param repository its name there
 * @param tag null if there is none, or the digest says it better
 * @param digest {@code sha256:} and 64 hex digits; null if there is none
 * @param shown as it was given
 */
record OciReference(
    String registry,
    String repository,
    @Nullable String tag,
    @Nullable String digest,
    String shown) {

  private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";

  private static final Pattern FORM =
      Pattern.compile(
          "(?i:oci)://([A-Za-z0-9.-]+(?::[0-9]{1,5})?|\\[[0-9A-Fa-f:]+](?::[0-9]{1,5})?)/"
              + "("
              + COMPONENT
              + "(?:/"
              + COMPONENT
              + ")*)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");

  private static final Pattern LOCAL =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");

  static OciReference parse(String source) throws BundleRefusedException {
    String shown = Redacted.of(source);
    Matcher matcher = FORM.matcher(source);
    if (!matcher.matches() || (matcher.group(3) == null && matcher.group(4) == null)) {
      throw new BundleRefusedException(
          List.of(
              Problem.error(
                  "source-bad-url",
                  shown,
                  "this is not an artifact in a registry",
                  "write oci://registry/repository:tag, or @sha256:<64 hex digits>; the name of a"
                      + " repository is lower case; credentials are those of docker login")));
    }
    return new OciReference(
        matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4), shown);
  }

  /** What the manifest is asked for by. */
  String wanted() {
    return digest != null ? digest : Objects.requireNonNull(tag);
  }

  /** The root of the registry's API. */
  String root(boolean allowHttp) {
    String host = registry.equals("docker.io") ? "registry-1.docker.io" : registry;
    boolean plain = allowHttp && LOCAL.matcher(registry).matches();
    return (plain ? "http://" : "https://") + host + "/v2/" + repository;
  }
}
