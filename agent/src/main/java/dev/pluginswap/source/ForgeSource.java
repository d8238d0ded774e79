package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code github://owner/repo#ref}: what a repository holds at a tag or a commit. A branch is
 * refused, because what it holds tomorrow nobody knows today, and so is no ref at all, unless the
 * operator has allowed it.
 */
final class ForgeSource implements Source {

  private static final Pattern FORM =
      Pattern.compile(
          "github:(?://)?([A-Za-z0-9._-]+)/([A-Za-z0-9._-]+?)(?:\\.git)?/?(?:#([^#?\\p{Cntrl}]*))?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{7,64}");
  private static final Pattern FULL_HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Set<Integer> MISSING = Set.of(404, 409, 422);

  private final Web web;
  private final SourceSettings settings;
  private final Timing timing;
  private final SmallAnswers answers;
  private final Forge forge;

  ForgeSource(Web web, SourceSettings settings, Timing timing) {
    this.web = web;
    this.settings = settings;
    this.timing = timing;
    this.answers = new SmallAnswers(web, settings, timing);
    this.forge = Forge.of(settings.githubUrl());
  }

  @Override
  public boolean handles(String source) {
    return source.regionMatches(true, 0, "github:", 0, 7);
  }

  @Override
  public Fetched fetch(FetchRequest request) throws IOException, BundleRefusedException {
    String shown = Redacted.of(request.source());
    Matcher asked = FORM.matcher(request.source());
    if (!asked.matches()
        || isDots(asked.group(1))
        || isDots(asked.group(2))
        || Objects.requireNonNullElse(asked.group(3), "").contains("..")) {
      throw refused(
          "source-bad-url",
          shown,
          "this is not a repository",
          "write github://owner/repository#tag, or #commit");
    }
    String ref = Objects.requireNonNullElse(asked.group(3), "");
    String repository = "/repos/" + asked.group(1) + "/" + asked.group(2);
    String archive = archive(repository, ref, shown, request);
    Path file = request.scratch().resolve("download");
    WebRequest wanted = request(repository + archive);
    Download.Result result = new Download(web, settings, timing, request, file).run(wanted);
    String name = asked.group(2) + (ref.isEmpty() ? "" : "-" + ref.replace('/', '-')) + ".zip";
    return new Fetched(file, name, null, result.sha256(), shown, Fetched.Form.BUNDLE)
        .inTopDirectory();
  }

  private static boolean isDots(String name) {
    return name.equals(".") || name.equals("..");
  }

  /** Where the archive is, below the repository. */
  private String archive(String repository, String ref, String shown, FetchRequest request)
      throws IOException, BundleRefusedException {
    if (FULL_HASH.matcher(ref).matches()) {
      return forge.archive(ref); // no branch or tag can be called that
    }
    if (ref.isEmpty()) {
      return unpinned(ref, shown, "it does not say which version is meant");
    }
    if (exists(repository + forge.tag(ref), request)) {
      return forge.tagArchive(ref);
    }
    SmallAnswers.Answer commit = ask(repository + forge.commit(ref), request);
    if (commit.status() != 200) {
      throw refused(
          "ref-unknown",
          shown,
          "the repository has no tag, branch or commit '%s', or does not show it".formatted(ref),
          "check owner, repository and name; a private one needs githubTokenFile or GITHUB_TOKEN");
    }
    String sha = sha(commit);
    if (sha != null && HASH.matcher(ref).matches() && sha.startsWith(ref)) {
      return forge.archive(sha);
    }
    return unpinned(ref, shown, "'%s' is a branch: what it holds changes".formatted(ref));
  }

  private String unpinned(String ref, String shown, String why) throws BundleRefusedException {
    if (settings.allowUnpinned()) {
      return forge.archive(ref);
    }
    throw refused(
        "source-unpinned",
        shown,
        why,
        "name a tag or a commit, as in #v1.2.0, or start the agent with allowUnpinned=true");
  }

  private boolean exists(String path, FetchRequest request)
      throws IOException, BundleRefusedException {
    return ask(path, request).status() == 200;
  }

  private SmallAnswers.Answer ask(String path, FetchRequest request)
      throws IOException, BundleRefusedException {
    return answers.ask(request(path), MISSING, request.deadline());
  }

  private WebRequest request(String path) throws BundleRefusedException {
    URI base = settings.githubUrl();
    String root = base.toString().replaceAll("/+$", "");
    WebUrl url = WebUrl.parse(root + path, settings.allowHttp());
    String token = settings.githubToken().get();
    String authorization = token == null ? url.authorization() : forge.authorization(token);
    return new WebRequest(
        url,
        authorization,
        Map.of("Accept", "application/json, application/vnd.github+json, */*"),
        "give a token that may read the repository, by githubTokenFile=<file> or in the environment"
            + " variable GITHUB_TOKEN of the JVM");
  }

  private static @Nullable String sha(SmallAnswers.Answer commit) {
    try {
      String sha = SmallJson.string(SmallJson.object(commit.body()), "sha");
      return sha != null && FULL_HASH.matcher(sha).matches() ? sha : null;
    } catch (IllegalArgumentException e) {
      return null; // whatever it is, it pins nothing
    }
  }

  private static BundleRefusedException refused(
      String code, String where, String what, String cure) {
    return new BundleRefusedException(List.of(Problem.error(code, where, what, cure)));
  }
}
