package dev.pluginswap.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One repository of a registry, for one fetch: asks as nobody first, and answers the registry's
 * challenge when it has one.
 */
final class Registry {

  private static final String CURE =
      "log in with docker login, as the user that the JVM runs as; credential helpers are not run";

  private final OciReference reference;
  private final SmallAnswers answers;
  private final DockerConfig config;
  private final boolean allowHttp;
  private final Deadline deadline;

  /** What the registry wants to hear; null while it wants nothing. */
  private @Nullable String authorization;

  Registry(
      OciReference reference,
      SmallAnswers answers,
      DockerConfig config,
      boolean allowHttp,
      Deadline deadline) {
    this.reference = reference;
    this.answers = answers;
    this.config = config;
    this.allowHttp = allowHttp;
    this.deadline = deadline;
  }

  /** A request for something below the repository, with what is known of who asks. */
  WebRequest request(String path, String accept) throws BundleRefusedException {
    WebUrl url = WebUrl.parse(reference.root(allowHttp) + path, true);
    return new WebRequest(url, authorization, Map.of("Accept", accept), CURE);
  }

  /** Asks; a second time with credentials, if the registry wants some. */
  SmallAnswers.Answer ask(String path, String accept) throws IOException, BundleRefusedException {
    SmallAnswers.Answer answer = answers.ask(request(path, accept), Set.of(401), deadline);
    if (answer.status() == 200) {
      return answer;
    }
    authorize(answer);
    return answers.ask(request(path, accept), Set.of(), deadline);
  }

  private void authorize(SmallAnswers.Answer refusal) throws IOException, BundleRefusedException {
    Challenge challenge = Challenge.of(refusal.challenge());
    if (challenge == null) {
      throw login(refusal, "the registry wants credentials of a kind that is not known");
    }
    String user = config.user(reference.registry());
    if (challenge.scheme().equals("bearer")) {
      authorization = "Bearer " + token(challenge, user, refusal);
    } else if (user != null) {
      authorization = WebUrl.basic(user);
    } else {
      throw login(refusal, "the registry wants to know who asks");
    }
  }

  private String token(Challenge challenge, @Nullable String user, SmallAnswers.Answer refusal)
      throws IOException, BundleRefusedException {
    Map<String, String> parameters = challenge.parameters();
    String realm = parameters.get("realm");
    if (realm == null) {
      throw login(refusal, "the registry does not say where tokens are given out");
    }
    String scope =
        Objects.requireNonNullElse(
            parameters.get("scope"), "repository:" + reference.repository() + ":pull");
    String service = parameters.get("service");
    String query =
        (service == null ? "" : "service=" + escaped(service) + "&") + "scope=" + escaped(scope);
    WebUrl url =
        WebUrl.parse(
            realm + (realm.indexOf('?') < 0 ? "?" : "&") + query, !refusal.url().isSecure());
    WebRequest asked =
        new WebRequest(url, user == null ? null : WebUrl.basic(user), Map.of(), CURE);
    SmallAnswers.Answer answer = answers.ask(asked, Set.of(), deadline);
    String token = token(answer.body());
    if (token == null) {
      throw login(refusal, "%s gives out no token".formatted(url.shown()));
    }
    return token;
  }

  /** Null if it is not in the answer, or could not stand in a header. */
  private static @Nullable String token(byte[] body) {
    try {
      Map<String, @Nullable Object> answer = SmallJson.object(body);
      String token = SmallJson.string(answer, "token");
      String given = token == null ? SmallJson.string(answer, "access_token") : token;
      return given != null && given.matches("[\\x21-\\x7e]+") ? given : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static BundleRefusedException login(SmallAnswers.Answer refusal, String what) {
    return new BundleRefusedException(
        List.of(Problem.error("registry-login", refusal.url().shown(), what, CURE)));
  }
}
