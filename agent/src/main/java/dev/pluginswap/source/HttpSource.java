package dev.pluginswap.source;

import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files behind {@code https:} URLs, and {@code http:} ones where that is allowed.
 *
 * <p>Remembers, as long as this JVM runs, which ETag each URL had and which archive came with it:
 * as long as that archive is what is live, the server is only asked whether it has changed.
 */
final class HttpSource implements Source {

  private static final int MOST_REMEMBERED = 256;

  private static final Pattern SCHEME =
      Pattern.compile("https?:.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern ARCHIVE =
      Pattern.compile(".*\\.(zip|jar|tgz|tar\\.gz)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Web web;
  private final SourceSettings settings;
  private final Timing timing;

  /** What a URL had. */
  private record Memory(String etag, String sha256) {}

  /** By the SHA-256 of the URL, which may hold a password; the oldest first. Guarded by itself. */
  private final Map<String, Memory> memories = new LinkedHashMap<>();

  HttpSource(Web web, SourceSettings settings, Timing timing) {
    this.web = web;
    this.settings = settings;
    this.timing = timing;
  }

  @Override
  public boolean handles(String source) {
    return SCHEME.matcher(source).matches();
  }

  @Override
  public Fetched fetch(FetchRequest request) throws IOException, BundleRefusedException {
    WebUrl url = WebUrl.parse(request.source(), settings.allowHttp());
    String key = Digest.ofBytes(request.source().getBytes(StandardCharsets.UTF_8)).hex();
    Memory memory = recall(key);
    WebRequest asked = WebRequest.of(url);
    if (memory != null && request.known().isLive(memory.sha256())) {
      asked = asked.with("If-None-Match", memory.etag());
    } else {
      memory = null;
    }
    Path file = request.scratch().resolve("download");
    Download.Result result = new Download(web, settings, timing, request, file).run(asked);
    if (result.sha256() == null && memory != null) {
      return Fetched.unchanged(request.scratch(), memory.sha256(), result.url().shown());
    }
    String sha256 = java.util.Objects.requireNonNull(result.sha256());
    if (result.etag() != null) {
      remember(key, new Memory(result.etag(), sha256));
    }
    return new Fetched(
        file, fileName(url, result), null, sha256, result.url().shown(), Fetched.Form.BUNDLE);
  }

  /** The URL's own, if it looks like one; else what the server says; else whatever there is. */
  private static String fileName(WebUrl asked, Download.Result result) {
    String own = asked.lastName();
    if (ARCHIVE.matcher(own).matches()) {
      return own;
    }
    if (result.fileName() != null) {
      return result.fileName();
    }
    String last = result.url().lastName();
    String name = ARCHIVE.matcher(last).matches() || own.isEmpty() ? last : own;
    return name.isEmpty() ? "bundle" : name;
  }

  private @Nullable Memory recall(String key) {
    synchronized (memories) {
      return memories.get(key);
    }
  }

  private void remember(String key, Memory memory) {
    synchronized (memories) {
      memories.remove(key);
      memories.put(key, memory);
      if (memories.size() > MOST_REMEMBERED) {
        memories.remove(memories.keySet().iterator().next());
      }
    }
  }
}
