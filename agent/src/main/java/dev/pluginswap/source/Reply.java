package dev.pluginswap.source;

import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers, after redirects.
 *
 * @param url that answers
 * @param status three digits
 * @param headers as they came
 * @param body to be read, or closed
 * @param web where it came through, which knows how failures are called
 */
record Reply(WebUrl url, int status, HttpHeaders headers, Body body, Web web)
    implements AutoCloseable {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** A header's first value; null if there is none. */
  @Nullable String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  /** What the body's length is said to be; -1 if nothing, or nonsense, is said. */
  long length() {
    String length = header("Content-Length");
    return length != null && NUMBER.matcher(length).matches() ? Long.parseLong(length) : -1;
  }

  /** The next bytes of the body, see {@link Body#next}. */
  @Nullable ByteBuffer next(Deadline deadline) throws SetbackException, BundleRefusedException {
    try {
      return body.next(deadline, web.idleNanos());
    } catch (IOException e) {
      throw web.setback(url, e);
    }
  }

  /** The whole body, which must be small. */
  byte[] bytes(int most, Deadline deadline) throws SetbackException, BundleRefusedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuffer next = next(deadline); next != null; next = next(deadline)) {
      if (all.size() + next.remaining() > most) {
        throw TooLarge.bytes(url.shown(), most);
      }
      byte[] some = new byte[next.remaining()];
      next.get(some);
      all.writeBytes(some);
    }
    return all.toByteArray();
  }

  @Override
  public void close() {
    body.close();
  }
}
