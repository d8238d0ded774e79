package dev.pluginswap.source;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The two REST APIs that {@code github:} speaks, by their addresses. */
enum Forge {
  /** GitHub, and GitHub Enterprise below {@code /api/v3}. */
  GITHUB {
    @Override
    String tag(String ref) {
      return "/git/ref/tags/" + escaped(ref);
    }

    @Override
    String commit(String ref) {
      return "/commits/" + escaped(ref);
    }

    @Override
    String archive(String ref) {
      return "/zipball" + (ref.isEmpty() ? "" : "/" + escaped(ref));
    }

    @Override
    String tagArchive(String tag) {
      return archive("refs/tags/" + tag);
    }

    @Override
    String authorization(String token) {
      return "Bearer " + token;
    }
  },

  /** Gitea and Forgejo, below {@code /api/v1}. */
  GITEA {
    @Override
    String tag(String ref) {
      return "/tags/" + escaped(ref);
    }

    @Override
    String commit(String ref) {
      return "/git/commits/" + escaped(ref);
    }

    @Override
    String archive(String ref) {
      return "/archive/" + (ref.isEmpty() ? "HEAD" : escaped(ref)) + ".zip";
    }

    @Override
    String tagArchive(String tag) {
      return archive(tag);
    }

    @Override
    String authorization(String token) {
      return "token " + token;
    }
  };

  /** Which one is behind the root of an API. */
  static Forge of(URI api) {
    return api.getPath() != null && api.getPath().matches(".*/api/v1/?") ? GITEA : GITHUB;
  }

  /** Answers 200 if there is a tag of this name. */
  abstract String tag(String ref);

  /** Answers 200, and its full hash in {@code sha}, if there is such a commit. */
  abstract String commit(String ref);

  /** The zip of a commit or branch, or of the default branch if empty. */
  abstract String archive(String ref);

  /** The zip of a tag. */
  abstract String tagArchive(String tag);

  abstract String authorization(String token);

  /** A slash is part of a name here. */
  private static String escaped(String ref) {
    return URLEncoder.encode(ref, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
