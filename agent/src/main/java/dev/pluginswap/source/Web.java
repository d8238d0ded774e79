package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Cancellation;
import dev.pluginswap.bundle.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange after the other: bounded in time, cancellable, with the JVM's proxy and
 * truststore, and nobody's cookies or passwords. The client is built when it is first needed.
 */
final class Web {

  private final SourceSettings settings;
  private final Supplier<SSLContext> tls;

  /** Null until it is needed; guarded by this. */
  private @Nullable HttpClient client;

  Web(SourceSettings settings) {
    this(settings, Web::ofTheJvm);
  }

  /**
   * @param tls asked once, when the client is built
   */
  Web(SourceSettings settings, Supplier<SSLContext> tls) {
    this.settings = settings;
    this.tls = tls;
  }

  private static SSLContext ofTheJvm() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "the truststore of this JVM cannot be used; see javax.net.ssl.trustStore", e);
    }
  }

  boolean allowsHttp() {
    return settings.allowHttp();
  }

  long idleNanos() {
    return settings.idleTimeout().toNanos();
  }

  private synchronized HttpClient client() {
    if (client == null) {
      ProxySelector proxy = ProxySelector.getDefault();
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .connectTimeout(settings.connectTimeout())
              .followRedirects(HttpClient.Redirect.NEVER)
              .sslContext(tls.get())
              .executor(Threads.pool("plugin-swap-http"));
      client = (proxy == null ? builder : builder.proxy(proxy)).build();
    }
    return client;
  }

  /**
   * Asks once, and does not follow redirects.
   *
   * @throws SetbackException if nothing comes back
   * @throws BundleRefusedException if the server is not trusted, the deadline has passed, or the
   *     fetch was cancelled
   */
  Reply exchange(WebRequest asked, Deadline deadline)
      throws SetbackException, BundleRefusedException {
    deadline.check();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(asked.url().uri())
            .header("User-Agent", "plugin-swap")
            .header("Accept-Encoding", "identity");
    if (!asked.url().isSecure()) {
      builder.version(HttpClient.Version.HTTP_1_1); // else it would ask for an upgrade each time
    }
    asked.headers().forEach(builder::setHeader);
    if (asked.authorization() != null) {
      builder.setHeader("Authorization", asked.authorization());
    }
    try {
      HttpResponse<Body> response = send(builder.GET().build(), deadline);
      return new Reply(
          asked.url(), response.statusCode(), response.headers(), response.body(), this);
    } catch (IOException e) {
      deadline.check();
      throw setback(asked.url(), e);
    }
  }

  private HttpResponse<Body> send(HttpRequest request, Deadline deadline)
      throws IOException, BundleRefusedException {
    AtomicReference<@Nullable Body> body = new AtomicReference<>();
    CompletableFuture<HttpResponse<Body>> response =
        client()
            .sendAsync(
                request,
                info -> {
                  Body coming = new Body();
                  body.set(coming);
                  return coming;
                });
    long patience = settings.connectTimeout().toNanos() + idleNanos();
    boolean answered = false;
    try (Cancellation.Registration waker =
        deadline.cancellation().onCancel(() -> response.cancel(true))) {
      HttpResponse<Body> answer =
          response.get(Math.min(patience, deadline.remainingNanos() + 1), TimeUnit.NANOSECONDS);
      answered = true;
      return answer;
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer has come");
    } catch (CancellationException e) {
      throw new IOException("the request was cancelled");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an answer");
    } finally {
      if (!answered) {
        response.cancel(true);
        Body unread = body.get();
        if (unread != null) {
          unread.close();
        }
      }
    }
  }

  /**
   * What an exception of the network means.
   *
   * @throws BundleRefusedException if another attempt would end in the same way
   */
  SetbackException setback(WebUrl url, IOException thrown) throws BundleRefusedException {
    if (isDistrust(thrown)) {
      throw new BundleRefusedException(
          List.of(
              Problem.error(
                  "fetch-untrusted",
                  url.shown(),
                  "the server's certificate is not trusted: " + Reasons.of(thrown),
                  "put its authority into the truststore of this JVM (javax.net.ssl.trustStore)")));
    }
    if (thrown instanceof HttpTimeoutException) {
      boolean connecting = thrown instanceof java.net.http.HttpConnectTimeoutException;
      return new SetbackException(
          Problem.error(
              connecting ? "fetch-unreachable" : "fetch-stalled",
              url.shown(),
              connecting
                  ? "no connection within %d ms".formatted(settings.connectTimeout().toMillis())
                  : "nothing came for %d ms".formatted(settings.idleTimeout().toMillis()),
              connecting
                  ? "check host, port and proxy, or raise connectTimeout"
                  : "see why the server is so slow, or raise idleTimeout"),
          null,
          thrown);
    }
    return new SetbackException(
        Problem.error(
            "fetch-unreachable",
            url.shown(),
            "the connection failed: " + Reasons.of(thrown),
            "check host and port, the server, and the proxy of this JVM"),
        null,
        thrown);
  }

  private static boolean isDistrust(Throwable thrown) {
    boolean tls = false;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      tls |= cause instanceof SSLException;
      if (tls && cause instanceof GeneralSecurityException) {
        return true;
      }
    }
    return false;
  }
}
