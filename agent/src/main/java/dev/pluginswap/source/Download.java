package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way from a server to the disk, hashed as it comes, in as many attempts as it
 * takes. An attempt goes on where the one before it was cut off, if the server lets it and says
 * that the file is still the same; otherwise it begins anew.
 */
final class Download {

  private final Web web;
  private final SourceSettings settings;
  private final Timing timing;
  private final FetchRequest request;
  private final Deadline deadline;
  private final Path file;
  private MessageDigest hash = Digest.sha256();

  /** Bytes that are in the file. */
  private long have;

  /** Bytes that were ever in the file: only more than that is progress. */
  private long most;

  /** How many there will be; -1 while nobody says so. */
  private long total = -1;

  /** What tells whether the server's file is still the one that we have a part of. */
  private Validator validator = Validator.NONE;

  Download(Web web, SourceSettings settings, Timing timing, FetchRequest request, Path file) {
    this.web = web;
    this.settings = settings;
    this.timing = timing;
    this.request = request;
    this.deadline = request.deadline();
    this.file = file;
  }

  /**
   * What has come.
   *
   * @param url it came from in the end
   * @param sha256 in hex; null if the server says that nothing has changed
   * @param etag the server's name for this content; null if it has none
   * @param fileName that the server suggests; null if it does not
   */
  record Result(
      WebUrl url, @Nullable String sha256, @Nullable String etag, @Nullable String fileName) {}

  /**
   * Downloads.
   *
   * @throws BundleRefusedException if it cannot be had
   * @throws IOException if the disk fails
   */
  Result run(WebRequest asked) throws IOException, BundleRefusedException {
    Retries retries = new Retries(settings.attempts(), timing, deadline);
    while (true) {
      long before = most;
      try (Reply reply = new Redirects(web).follow(ranged(asked), deadline)) {
        if (reply.status() == 304 && have == 0 && asked.headers().containsKey("If-None-Match")) {
          return new Result(reply.url(), null, reply.header("ETag"), null);
        }
        begin(reply, asked);
        copy(reply);
        return new Result(
            reply.url(),
            Digest.of(hash.digest()).hex(),
            reply.header("ETag"),
            Disposition.fileName(reply.header("Content-Disposition")));
      } catch (SetbackException e) {
        retries.after(e, most > before);
      }
    }
  }

  private WebRequest ranged(WebRequest asked) {
    if (have == 0 || validator.text() == null) {
      anew();
      return asked;
    }
    // If-None-Match was answered with a body: from now on it is that body which matters.
    WebRequest plain =
        new WebRequest(asked.url(), asked.authorization(), without(asked), asked.loginCure());
    return plain.with("Range", "bytes=" + have + "-").with("If-Range", validator.text());
  }

  private static java.util.Map<String, String> without(WebRequest asked) {
    java.util.TreeMap<String, String> headers = new java.util.TreeMap<>(asked.headers());
    headers.remove("If-None-Match");
    return headers;
  }

  private void anew() {
    have = 0;
    total = -1;
    hash = Digest.sha256();
    validator = Validator.NONE;
  }

  /** Looks at what the server says of the body before it comes. */
  private void begin(Reply reply, WebRequest asked)
      throws SetbackException, BundleRefusedException {
    switch (reply.status()) {
      case 200 -> {
        anew();
        total = reply.length();
        validator = Validator.of(reply);
      }
      case 206 -> {
        ContentRange range = ContentRange.of(reply.header("Content-Range"));
        if (have == 0 || range == null || !goesOn(range, reply)) {
          anew();
          throw otherRange(reply);
        }
        total = range.total() >= 0 ? range.total() : total;
      }
      case 416 -> {
        anew();
        throw otherRange(reply);
      }
      default -> throw Answers.setback(reply, asked, timing.clock());
    }
    if (total > request.limits().maxBytes()) {
      throw TooLarge.bytes(reply.url().shown(), request.limits().maxBytes());
    }
  }

  private boolean goesOn(ContentRange range, Reply reply) {
    return range.first() == have
        && (total < 0 || range.total() < 0 || range.total() == total)
        && validator.allows(Validator.of(reply));
  }

  private static SetbackException otherRange(Reply reply) {
    return new SetbackException(
        Problem.error(
            "http-range",
            reply.url().shown(),
            "the server answers with status %d and Content-Range '%s', which is not what was asked"
                    .formatted(reply.status(), reply.header("Content-Range"))
                + " for",
            "see what is wrong with the server"),
        null,
        null);
  }

  private void copy(Reply reply) throws IOException, BundleRefusedException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(have);
      out.position(have);
      for (ByteBuffer next = reply.next(deadline); next != null; next = reply.next(deadline)) {
        count(reply, next.remaining());
        hash.update(next.duplicate());
        while (next.hasRemaining()) {
          out.write(next);
        }
        request.progress().at(have, total);
      }
    }
    if (have < total) {
      throw new SetbackException(
          Problem.error(
              "fetch-dropped",
              reply.url().shown(),
              "the connection ended after %d of %d bytes".formatted(have, total),
              "see what is wrong with the server, or with what is between"),
          null,
          null);
    }
  }

  private void count(Reply reply, int n) throws BundleRefusedException {
    if (total >= 0 && have + n > total) {
      throw new BundleRefusedException(
          List.of(
              Problem.error(
                  "http-length",
                  reply.url().shown(),
                  "the server sends more than the %d bytes that it had said".formatted(total),
                  "see what is wrong with the server")));
    }
    if (have + n > request.limits().maxBytes()) {
      throw TooLarge.bytes(reply.url().shown(), request.limits().maxBytes());
    }
    have += n;
    most = Math.max(most, have);
  }
}
